variable "stage" {}

resource "aws_s3_bucket" "b" {
  count  = var.stage == "prod" ? 1 : 0
  bucket = "acme-web"
}

resource "aws_s3_bucket_public_access_block" "b" {
  count                   = length(aws_s3_bucket.b)
  bucket                  = aws_s3_bucket.b[0].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = false # finding: S3L102
}
