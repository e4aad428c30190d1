resource "aws_s3_bucket" "config" { # ok: S3L503
  bucket = "acme-config"
}
resource "aws_config_delivery_channel" "c" {
  s3_bucket_name = aws_s3_bucket.config.id
}
resource "aws_s3_bucket" "kept" {
  bucket              = "acme-kept"
  object_lock_enabled = true
}
resource "aws_s3_bucket_versioning" "kept" {
  bucket = aws_s3_bucket.kept.id
  versioning_configuration {
    status = "Enabled"
  }
}
resource "aws_s3_bucket_object_lock_configuration" "kept" {
  bucket = aws_s3_bucket.kept.id
  rule {
    default_retention {
      mode = "COMPLIANCE" # finding: S3L413@aws_s3_bucket.kept
      days = 30
    }
  }
}
resource "aws_config_delivery_channel" "k" {
  s3_bucket_name = aws_s3_bucket.kept.id
}
