# --var and --var-file win over every file

variable "a" {
  type = string
}

variable "b" {
  type = bool
}

resource "aws_s3_bucket" "a" {} # finding: S3L102 # ok: S3L501

resource "aws_s3_bucket_versioning" "a" {
  bucket = aws_s3_bucket.a.id
  versioning_configuration {
    status = var.a
  }
}

resource "aws_s3_bucket_public_access_block" "k" {
  count                   = var.b ? 1 : 0
  bucket                  = aws_s3_bucket.a.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
