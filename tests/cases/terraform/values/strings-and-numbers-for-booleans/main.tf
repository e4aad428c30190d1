# strings and numbers for booleans

resource "aws_s3_bucket" "a" {} # ok: S3L102

resource "aws_s3_bucket_public_access_block" "k" {
  bucket                  = aws_s3_bucket.a.id
  block_public_acls       = "true"
  block_public_policy     = "1"
  ignore_public_acls      = tobool("true")
  restrict_public_buckets = !false
}

resource "aws_s3_bucket" "b" {}

resource "aws_s3_bucket_public_access_block" "b" {
  bucket                  = aws_s3_bucket.b.id
  block_public_acls       = "true"
  block_public_policy     = "0" # finding: S3L102@aws_s3_bucket.b
  ignore_public_acls      = true
  restrict_public_buckets = true
}
