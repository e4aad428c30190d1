# an unknown count of buckets and a companion for each of them

variable "amount" {
  type = number
}

resource "aws_s3_bucket" "b" { # finding: S3L501@aws_s3_bucket.b[*] # ok: S3L102@aws_s3_bucket.b[*]
  count = var.amount
}

resource "aws_s3_bucket_public_access_block" "k" {
  count                   = var.amount
  bucket                  = aws_s3_bucket.b[count.index].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
