variable "on" {
  type = bool
  validation {
    condition     = var.on == true
    error_message = "Required."
  }
}

resource "aws_s3_bucket" "b" {} # ok: S3L102@module.m.aws_s3_bucket.b

resource "aws_s3_bucket_public_access_block" "b" {
  bucket                  = aws_s3_bucket.b.id
  block_public_acls       = var.on
  block_public_policy     = var.on
  ignore_public_acls      = var.on
  restrict_public_buckets = var.on
}
