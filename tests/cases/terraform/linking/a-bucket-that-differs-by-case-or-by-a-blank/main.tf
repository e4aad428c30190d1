# a bucket that differs by case or by a blank is not the same

resource "aws_s3_bucket" "a" { # finding: S3L501 # ok: S3L102
  bucket = "acme-a"
}

resource "aws_s3_bucket_versioning" "k" {
  bucket = "acme-a1"
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_public_access_block" "k" {
  bucket                  = lower("ACME-A")
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
