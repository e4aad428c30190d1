# two blocks, one for each side of a condition, cover every case

variable "weak" {
  type = bool
}

resource "aws_s3_bucket" "a" {} # ok: S3L102

resource "aws_s3_bucket_public_access_block" "k" {
  count                   = var.weak ? 0 : 1
  bucket                  = aws_s3_bucket.a.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_public_access_block" "l" {
  count                   = var.weak ? 1 : 0
  bucket                  = aws_s3_bucket.a.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
