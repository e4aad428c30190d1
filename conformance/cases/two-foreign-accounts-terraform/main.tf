# Two accounts are named, and at most one of them can be the bucket's own.

resource "aws_s3_bucket" "handover" {}

resource "aws_s3_bucket_public_access_block" "handover" {
  bucket = aws_s3_bucket.handover.id

  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "handover" {
  bucket = aws_s3_bucket.handover.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_policy" "handover" {
  bucket = aws_s3_bucket.handover.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [aws_s3_bucket.handover.arn, "${aws_s3_bucket.handover.arn}/*"]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
      {
        Effect = "Allow"

        Principal = { AWS = ["arn:aws:iam::222233334444:root", "arn:aws:iam::444455556666:role/collector"] }
        Action    = "s3:GetObject"
        Resource  = "${aws_s3_bucket.handover.arn}/*"
      },
    ]
  })
}
