# an encryption key behind a variable that is null by default

variable "key" {
  type    = string
  default = null
}

resource "aws_s3_bucket" "a" {} # ok: S3L301, S3L303

resource "aws_s3_bucket_server_side_encryption_configuration" "e" {
  bucket = aws_s3_bucket.a.id
  rule {
    bucket_key_enabled = var.key != null
    apply_server_side_encryption_by_default {
      sse_algorithm     = var.key == null ? "AES256" : "aws:kms" # finding: S3L302@aws_s3_bucket.a
      kms_master_key_id = var.key
    }
  }
}
