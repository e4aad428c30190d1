# null for an argument is its absence

resource "aws_s3_bucket" "a" {}

resource "aws_s3_bucket_public_access_block" "k" { # finding: S3L102@aws_s3_bucket.a
  bucket                  = aws_s3_bucket.a.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = null
  restrict_public_buckets = true
}
