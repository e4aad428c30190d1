# policies that are merged from JSON files and lists

resource "aws_s3_bucket" "a" { # ok: S3L201
  bucket = "acme-a"
}

locals {
  base  = jsondecode(file("${path.module}/base.json"))
  # finding: S3L103@aws_s3_bucket.a
  extra = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "arn:aws:s3:::acme-a/*" }]
}

resource "aws_s3_bucket_policy" "p" {
  bucket = aws_s3_bucket.a.id
  policy = jsonencode(merge(local.base, { Statement = concat(local.base.Statement, local.extra) }))
}
