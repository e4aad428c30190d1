# the account's block makes a public ACL ineffective

resource "aws_s3_bucket" "a" {} # ok: S3L101

resource "aws_s3_bucket_ownership_controls" "a" {
  bucket = aws_s3_bucket.a.id
  rule {
    object_ownership = "BucketOwnerPreferred"
  }
}

resource "aws_s3_bucket_acl" "a" {
  bucket = aws_s3_bucket.a.id
  acl    = "public-read" # finding: S3L104@aws_s3_bucket.a
}

resource "aws_s3_bucket_public_access_block" "a" { # finding: S3L102@aws_s3_bucket.a
  bucket = aws_s3_bucket.a.id
}

resource "aws_s3_account_public_access_block" "all" { # ok: S3L108
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
