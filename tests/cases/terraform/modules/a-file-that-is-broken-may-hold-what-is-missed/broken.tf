resource "aws_s3_bucket_public_access_block" "a" { # unknown: S3L102@aws_s3_bucket.a
  bucket = aws_s3_bucket.a.id
  block_public_acls = = true # finding: S3L901
}
