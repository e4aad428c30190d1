# it takes a customer-managed key whose policy lets log delivery in
resource "aws_kms_key" "lets" {
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "delivery.logs.amazonaws.com" }
      Action    = "kms:GenerateDataKey*"
      Resource  = "*"
    }]
  })
}
resource "aws_kms_key" "default" {}
resource "aws_s3_bucket" "plain" {} # finding: S3L302 # ok: S3L309, S3L413
resource "aws_s3_bucket" "lets" {}  # ok: S3L302, S3L309
resource "aws_s3_bucket_server_side_encryption_configuration" "lets" {
  bucket = aws_s3_bucket.lets.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.lets.arn
    }
  }
}
resource "aws_s3_bucket" "default" {}
resource "aws_s3_bucket_server_side_encryption_configuration" "default" {
  bucket = aws_s3_bucket.default.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms" # finding: S3L309@aws_s3_bucket.default
      kms_master_key_id = aws_kms_key.default.arn
    }
  }
}
resource "aws_s3_bucket" "managed" {}
resource "aws_s3_bucket_server_side_encryption_configuration" "managed" {
  bucket = aws_s3_bucket.managed.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "aws:kms" # finding: S3L309@aws_s3_bucket.managed
    }
  }
}
resource "aws_lb" "n" {
  for_each           = { p = aws_s3_bucket.plain.id, l = aws_s3_bucket.lets.id, d = aws_s3_bucket.default.id, m = aws_s3_bucket.managed.id }
  load_balancer_type = "network"
  access_logs {
    bucket  = each.value
    enabled = true
  }
}
