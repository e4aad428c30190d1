# a public ACL with an empty block

resource "aws_s3_bucket" "a" {}

resource "aws_s3_bucket_ownership_controls" "a" {
  bucket = aws_s3_bucket.a.id
  rule {
    object_ownership = "BucketOwnerPreferred" # finding: S3L105@aws_s3_bucket.a
  }
}

resource "aws_s3_bucket_acl" "a" {
  bucket = aws_s3_bucket.a.id
  acl    = "public-read" # finding: S3L101@aws_s3_bucket.a, S3L104@aws_s3_bucket.a
}

resource "aws_s3_bucket_public_access_block" "a" { # finding: S3L102@aws_s3_bucket.a
  bucket = aws_s3_bucket.a.id
}
