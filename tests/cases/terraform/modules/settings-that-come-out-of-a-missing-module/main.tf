# settings that come out of a missing module

module "context" {
  source  = "cloudposse/label/null" # it makes no bucket: nothing is said
  version = "0.25.0"
  name    = "x"
}

module "unknown" {
  source = "example/unknown/aws" # finding: S3L902
}

resource "aws_s3_bucket" "a" { # ok: S3L102
  bucket = module.context.id
}

resource "aws_s3_bucket" "b" {}

resource "aws_s3_bucket_public_access_block" "k" {
  bucket                  = aws_s3_bucket.a.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "v" {
  bucket = aws_s3_bucket.b.id
  versioning_configuration {
    status = module.unknown.status # unknown: S3L501@aws_s3_bucket.b
  }
}
