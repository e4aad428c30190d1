# a data source of a bucket that is made here, by its name

resource "aws_s3_bucket" "a" { # ok: S3L102
  bucket = "acme-a"
}

data "aws_s3_bucket" "a" {
  bucket = "acme-a"
}

resource "aws_s3_bucket_public_access_block" "k" {
  bucket                  = data.aws_s3_bucket.a.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
