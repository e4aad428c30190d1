# coalesce skips null and empty text, not false

variable "n" {
  default = null
}

resource "aws_s3_bucket" "a" {} # ok: S3L501

resource "aws_s3_bucket" "b" {} # finding: S3L102

resource "aws_s3_bucket_versioning" "a" {
  bucket = aws_s3_bucket.a.id
  versioning_configuration {
    status = coalesce(var.n, "", "Enabled")
  }
}

resource "aws_s3_bucket_public_access_block" "b" {
  count                   = coalesce(var.n, false) ? 1 : 0
  bucket                  = aws_s3_bucket.b.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
