# the bucket's data source names the ARN in a policy

resource "aws_s3_bucket" "a" { # ok: S3L201
  bucket = "acme-a"
}

data "aws_s3_bucket" "a" {
  bucket = aws_s3_bucket.a.id
}

resource "aws_s3_bucket_policy" "p" {
  bucket = data.aws_s3_bucket.a.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect    = "Deny", Action = "s3:*", Principal = "*"
    Resource  = [data.aws_s3_bucket.a.arn, "${data.aws_s3_bucket.a.arn}/*"]
    Condition = { Bool = { "aws:SecureTransport" = "false" } }
  }] })
}
