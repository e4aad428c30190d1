# a counted bucket whose companions are always there

variable "create" {
  type = bool
}

resource "aws_s3_bucket" "b" { # ok: S3L102@aws_s3_bucket.b[0]
  count = var.create ? 1 : 0
}

resource "aws_s3_bucket_public_access_block" "k" {
  count                   = var.create ? 1 : 0
  bucket                  = aws_s3_bucket.b[0].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "v" {
  count  = var.create ? 1 : 0
  bucket = try(aws_s3_bucket.b[0].id, null)
  versioning_configuration {
    status = "Suspended" # finding: S3L501@aws_s3_bucket.b[0]
  }
}
