# a counted companion that is not made

variable "secure" {
  type    = bool
  default = false
}

resource "aws_s3_bucket" "b" {} # finding: S3L102

resource "aws_s3_bucket_public_access_block" "k" {
  count                   = var.secure ? 1 : 0
  bucket                  = aws_s3_bucket.b.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
