# through a chain of locals and a map of buckets

resource "aws_s3_bucket" "a" {} # ok: S3L102, S3L501

resource "aws_s3_bucket" "z" {} # finding: S3L102 # ok: S3L501

locals {
  all   = { first = aws_s3_bucket.a, second = aws_s3_bucket.z }
  first = local.all.first
}

resource "aws_s3_bucket_public_access_block" "k" {
  bucket                  = local.first.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "v" {
  for_each = local.all
  bucket   = each.value.id
  versioning_configuration {
    status = "Enabled"
  }
}
