# Logs of a load balancer, a distribution and a warehouse: each bucket lacks what its service needs.

resource "aws_kms_key" "main" {
  enable_key_rotation = true
}

resource "aws_s3_bucket" "balancer_logs" {}

resource "aws_s3_bucket_public_access_block" "balancer_logs" {
  bucket = aws_s3_bucket.balancer_logs.id

  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "balancer_logs" {
  bucket = aws_s3_bucket.balancer_logs.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "balancer_logs" {
  bucket = aws_s3_bucket.balancer_logs.id

  rule {
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.main.arn
    }
  }
}

resource "aws_s3_bucket_policy" "balancer_logs" {
  bucket = aws_s3_bucket.balancer_logs.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { Service = "logdelivery.elasticloadbalancing.amazonaws.com" }
        Action    = "s3:PutObject"
        Resource  = "${aws_s3_bucket.balancer_logs.arn}/shop/AWSLogs/*"
      },
    ]
  })
}

resource "aws_lb" "shop" {
  access_logs {
    bucket  = aws_s3_bucket.balancer_logs.id
    prefix  = "shop"
    enabled = true
  }
}

resource "aws_s3_bucket" "site_logs" {}

resource "aws_s3_bucket_public_access_block" "site_logs" {
  bucket = aws_s3_bucket.site_logs.id

  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "site_logs" {
  bucket = aws_s3_bucket.site_logs.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_ownership_controls" "site_logs" {
  bucket = aws_s3_bucket.site_logs.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_cloudfront_distribution" "site" {
  logging_config {
    bucket = aws_s3_bucket.site_logs.bucket_domain_name
  }
}

resource "aws_s3_bucket" "warehouse_logs" {}

resource "aws_s3_bucket_public_access_block" "warehouse_logs" {
  bucket = aws_s3_bucket.warehouse_logs.id

  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "warehouse_logs" {
  bucket = aws_s3_bucket.warehouse_logs.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_policy" "warehouse_logs" {
  bucket = aws_s3_bucket.warehouse_logs.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { Service = "delivery.logs.amazonaws.com" }
        Action    = ["s3:PutObject", "s3:GetBucketAcl"]
        Resource  = [aws_s3_bucket.warehouse_logs.arn, "${aws_s3_bucket.warehouse_logs.arn}/*"]
        Condition = { StringEquals = { "aws:SourceAccount" = "111122223333" } }
      },
    ]
  })
}

resource "aws_redshift_cluster" "warehouse" {
  logging {
    enable      = true
    bucket_name = aws_s3_bucket.warehouse_logs.id
  }
}
