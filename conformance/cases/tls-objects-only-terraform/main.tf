# Plain HTTP is refused for the objects, and not for the bucket: its list of keys travels in clear text.

resource "aws_s3_bucket" "drafts" {}

resource "aws_s3_bucket_public_access_block" "drafts" {
  bucket = aws_s3_bucket.drafts.id

  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "drafts" {
  bucket = aws_s3_bucket.drafts.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_policy" "drafts" {
  bucket = aws_s3_bucket.drafts.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = "${aws_s3_bucket.drafts.arn}/*"
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
  })
}
