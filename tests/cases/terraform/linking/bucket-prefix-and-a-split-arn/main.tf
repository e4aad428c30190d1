# bucket_prefix and a split ARN

resource "aws_s3_bucket" "b" { # ok: S3L102, S3L501
  bucket_prefix = "acme-"
}

resource "aws_s3_bucket_public_access_block" "k" {
  bucket                  = split(":", aws_s3_bucket.b.arn)[5]
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "v" {
  bucket = replace(aws_s3_bucket.b.arn, "arn:aws:s3:::", "")
  versioning_configuration {
    status = "Enabled"
  }
}
