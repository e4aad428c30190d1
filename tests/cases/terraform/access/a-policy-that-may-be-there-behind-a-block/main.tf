# a policy that may be there behind a block that certainly is

variable "shared" {
  type = bool
}

resource "aws_s3_bucket" "a" {} # ok: S3L101

resource "aws_s3_bucket_public_access_block" "k" {
  bucket                  = aws_s3_bucket.a.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_policy" "a" {
  count  = var.shared ? 1 : 0
  bucket = aws_s3_bucket.a.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "${aws_s3_bucket.a.arn}/*" }]
  })
}
