# An object action on the bucket's own ARN matches no request.

resource "aws_s3_bucket" "feeds" {}

resource "aws_s3_bucket_public_access_block" "feeds" {
  bucket = aws_s3_bucket.feeds.id

  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "feeds" {
  bucket = aws_s3_bucket.feeds.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_policy" "feeds" {
  bucket = aws_s3_bucket.feeds.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [aws_s3_bucket.feeds.arn, "${aws_s3_bucket.feeds.arn}/*"]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
      {
        Effect    = "Allow"
        Principal = { Service = "cloudfront.amazonaws.com" }
        Action    = "s3:GetObject"
        Resource  = aws_s3_bucket.feeds.arn
        Condition = { StringEquals = { "aws:SourceArn" = "arn:aws:cloudfront::111122223333:distribution/E1ABCDEF2GHIJK" } }
      },
    ]
  })
}
