# a content delivery network reads from its addresses and signs nothing; an endpoint's guests neither
variable "ranges" {}
locals {
  readers = {
    network  = { IpAddress = { "aws:SourceIp" = ["151.101.0.0/16"] } }
    outside  = { IpAddress = { "aws:SourceIp" = var.ranges } }
    endpoint = { StringEquals = { "aws:SourceVpce" = "vpce-0123456789abcdef0" } }
    company  = { StringEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } }
  }
}
resource "aws_s3_bucket" "b" { # ok: S3L302@aws_s3_bucket.b["network"] # ok: S3L302@aws_s3_bucket.b["endpoint"] # unknown: S3L302@aws_s3_bucket.b["outside"] # finding: S3L302@aws_s3_bucket.b["company"]
  for_each = local.readers
  bucket   = "acme-content-${each.key}"
}
resource "aws_s3_bucket_policy" "b" {
  for_each = local.readers
  bucket   = aws_s3_bucket.b[each.key].id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "${aws_s3_bucket.b[each.key].arn}/*", Condition = each.value }]
  })
}
# lists are read, but no objects: another statement denies that to whoever signs nothing
resource "aws_s3_bucket" "denied" { # finding: S3L302@aws_s3_bucket.denied
  bucket = "acme-content-denied"
}
resource "aws_s3_bucket_policy" "denied" {
  bucket = aws_s3_bucket.denied.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "${aws_s3_bucket.denied.arn}/*", Condition = { IpAddress = { "aws:SourceIp" = "151.101.0.0/16" } } },
      { Effect = "Allow", Principal = "*", Action = "s3:ListBucket", Resource = aws_s3_bucket.denied.arn },
      { Effect = "Deny", Principal = "*", Action = "s3:GetObject", Resource = "${aws_s3_bucket.denied.arn}/*", Condition = { Null = { "aws:PrincipalArn" = "true" } } },
    ]
  })
}
