variable "bucket" {}

variable "strict" {
  default = false
}

resource "aws_s3_bucket_public_access_block" "this" {
  bucket                  = var.bucket
  block_public_acls       = true
  block_public_policy     = var.strict
  ignore_public_acls      = true
  restrict_public_buckets = var.strict ? true : false
}

resource "aws_s3_bucket_ownership_controls" "this" {
  bucket = var.bucket

  rule {
    object_ownership = ["BucketOwnerPreferred", "BucketOwnerEnforced"][var.strict ? 1 : 0]
  }
}
