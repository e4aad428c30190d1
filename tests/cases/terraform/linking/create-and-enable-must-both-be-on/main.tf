# create and enable must both be on

variable "create" {
  type = bool
}

variable "versioned" {
  type    = bool
  default = true
}

variable "blocked" {
  type = bool
}

resource "aws_s3_bucket" "b" { # ok: S3L501@aws_s3_bucket.b[0]
  count = var.create ? 1 : 0
}

resource "aws_s3_bucket_versioning" "v" {
  count  = var.create && var.versioned ? 1 : 0
  bucket = aws_s3_bucket.b[0].id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_public_access_block" "k" {
  count                   = var.create && var.blocked ? 1 : 0 # unknown: S3L102@aws_s3_bucket.b[0]
  bucket                  = aws_s3_bucket.b[0].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
