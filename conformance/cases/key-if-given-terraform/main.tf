# With a key the bucket is encrypted under it, without one by S3's own: only a deployment tells.

variable "key_arn" {
  type = string
}

resource "aws_s3_bucket" "reports" {}

resource "aws_s3_bucket_public_access_block" "reports" {
  bucket = aws_s3_bucket.reports.id

  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "reports" {
  bucket = aws_s3_bucket.reports.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "reports" {
  bucket = aws_s3_bucket.reports.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = var.key_arn == "" ? "AES256" : "aws:kms"
      kms_master_key_id = var.key_arn == "" ? null : var.key_arn
    }
  }
}
