# one condition opens the block and states the policy

variable "public" {
  type = bool
}

resource "aws_s3_bucket" "a" {}

resource "aws_s3_bucket_public_access_block" "k" {
  bucket                  = aws_s3_bucket.a.id
  block_public_policy     = !var.public
  restrict_public_buckets = !var.public
}

resource "aws_s3_bucket_policy" "a" {
  count  = var.public ? 1 : 0
  bucket = aws_s3_bucket.a.id
  policy = jsonencode({
    Version   = "2012-10-17"
    # unknown: S3L101@aws_s3_bucket.a
    Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "${aws_s3_bucket.a.arn}/*" }]
  })
}
