# a bucket that is looked up elsewhere is secured here, and not this code's

data "aws_s3_bucket" "old" {
  bucket = "acme-old"
}

resource "aws_s3_bucket" "new" { # finding: S3L102
  bucket = "acme-new"
}

resource "aws_s3_bucket_public_access_block" "k" {
  bucket                  = data.aws_s3_bucket.old.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
