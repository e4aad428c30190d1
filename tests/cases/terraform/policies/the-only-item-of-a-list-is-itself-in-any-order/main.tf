# the only item of a list is itself in any order

variable "others" {
  default = []
}

data "aws_caller_identity" "me" {}

resource "aws_s3_bucket" "b" { # ok: S3L202, S3L103
  bucket = "acme-data"
}

resource "aws_s3_bucket_policy" "b" {
  bucket = aws_s3_bucket.b.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = sort(distinct(concat([data.aws_caller_identity.me.account_id], var.others))) }
      Action    = "s3:PutObject"
      Resource  = "${aws_s3_bucket.b.arn}/*"

    }]
  })
}
