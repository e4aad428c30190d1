# a domain name and an S3 URI are no bucket names, but what is cut from them is

resource "aws_s3_bucket" "a" {} # ok: S3L102

resource "aws_s3_bucket_public_access_block" "k" {
  bucket                  = trimprefix(trimsuffix("s3://${aws_s3_bucket.a.id}/", "/"), "s3://")
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "v" {
  bucket = split(".", aws_s3_bucket.a.bucket_domain_name)[0]
  versioning_configuration {
    status = "Enabled"
  }
}
