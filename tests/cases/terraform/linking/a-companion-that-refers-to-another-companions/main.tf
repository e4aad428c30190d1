# a companion that refers to another companion's bucket

resource "aws_s3_bucket" "a" {} # ok: S3L102, S3L501, S3L302

resource "aws_s3_bucket_public_access_block" "k" {
  bucket                  = aws_s3_bucket.a.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "v" {
  bucket = aws_s3_bucket_public_access_block.k.bucket
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "e" {
  bucket = aws_s3_bucket_versioning.v.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.k.arn
    }
  }
}

resource "aws_kms_key" "k" {}
