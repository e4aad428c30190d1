# a counted companion of a variable without a default

variable "secure" {
  type = bool
}

resource "aws_s3_bucket" "b" {}

resource "aws_s3_bucket_public_access_block" "k" {
  count                   = var.secure ? 1 : 0 # unknown: S3L102@aws_s3_bucket.b
  bucket                  = aws_s3_bucket.b.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
