# one block for either of two buckets

variable "which" {
  type = string
}

resource "aws_s3_bucket" "a" {}

resource "aws_s3_bucket" "z" {}

resource "aws_s3_bucket" "other" {} # finding: S3L102

resource "aws_s3_bucket_public_access_block" "k" { # unknown: S3L102@aws_s3_bucket.a, S3L102@aws_s3_bucket.z
  bucket                  = var.which == "a" ? aws_s3_bucket.a.id : aws_s3_bucket.z.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
