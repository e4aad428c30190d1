# a list of ids zipped with names

resource "aws_s3_bucket" "a" {} # ok: S3L102

resource "aws_s3_bucket" "z" {} # ok: S3L102

locals {
  ids = zipmap(["a", "z"], [aws_s3_bucket.a.id, aws_s3_bucket.z.id])
}

resource "aws_s3_bucket_public_access_block" "k" {
  for_each                = local.ids
  bucket                  = each.value
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
