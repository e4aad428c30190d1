# every name of a bucket's object resources

resource "aws_s3_bucket" "a" {}

resource "aws_s3_bucket_ownership_controls" "o" {
  bucket = aws_s3_bucket.a.id
  rule {
    object_ownership = "ObjectWriter"
  }
}

resource "aws_s3_bucket_object" "old" {
  bucket = aws_s3_bucket.a.id
  key    = "x"
  acl    = "public-read-write" # finding: S3L107@aws_s3_bucket_object.old
}

resource "aws_s3_object_copy" "copy" {
  bucket = aws_s3_bucket.a.id
  key    = "x"
  source = "other/x"
  acl    = "authenticated-read" # finding: S3L107@aws_s3_object_copy.copy
}
