# a data source of a bucket, by reference

resource "aws_s3_bucket" "a" {} # ok: S3L102

data "aws_s3_bucket" "a" {
  bucket = aws_s3_bucket.a.id
}

resource "aws_s3_bucket_public_access_block" "k" {
  bucket                  = data.aws_s3_bucket.a.bucket
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
