variable "type" {}
resource "aws_s3_bucket" "b" {}
resource "aws_s3_bucket_server_side_encryption_configuration" "b" {
  bucket = aws_s3_bucket.b.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256" # unknown: S3L302@aws_s3_bucket.b
    }
  }
}
resource "aws_lb" "n" {
  load_balancer_type = var.type
  access_logs {
    bucket  = aws_s3_bucket.b.id
    enabled = true
  }
}
