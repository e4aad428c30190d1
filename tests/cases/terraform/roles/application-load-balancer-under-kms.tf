# Elastic Load Balancing writes under SSE-S3 only, whatever the key policy says
resource "aws_kms_key" "k" {
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "delivery.logs.amazonaws.com" }
      Action    = "kms:*"
      Resource  = "*"
    }]
  })
}
resource "aws_s3_bucket" "b" {} # ok: S3L302
resource "aws_s3_bucket_server_side_encryption_configuration" "b" {
  bucket = aws_s3_bucket.b.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms" # finding: S3L309@aws_s3_bucket.b
      kms_master_key_id = aws_kms_key.k.arn
    }
  }
}
resource "aws_alb" "web" {
  connection_logs {
    bucket  = aws_s3_bucket.b.bucket
    enabled = true
  }
}
