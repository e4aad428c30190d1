# one condition decides the block and the policy

variable "public" {
  type = bool
}

resource "aws_s3_bucket" "a" {} # ok: S3L101

resource "aws_s3_bucket_public_access_block" "k" {
  bucket                  = aws_s3_bucket.a.id
  block_public_acls       = true
  block_public_policy     = !var.public # unknown: S3L102@aws_s3_bucket.a
  ignore_public_acls      = true
  restrict_public_buckets = !var.public
}

resource "aws_s3_bucket_policy" "p" {
  count  = var.public ? 0 : 1
  bucket = aws_s3_bucket.a.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "${aws_s3_bucket.a.arn}/*" }]
  })
}
