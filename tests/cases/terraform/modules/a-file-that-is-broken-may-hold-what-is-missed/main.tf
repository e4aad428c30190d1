# a file that is broken may hold what is missed

resource "aws_s3_bucket" "a" {}

resource "aws_s3_bucket" "b" {} # ok: S3L102

resource "aws_s3_bucket_public_access_block" "b" {
  bucket                  = aws_s3_bucket.b.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
