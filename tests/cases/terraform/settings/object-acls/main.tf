# object ACLs

resource "aws_s3_bucket" "a" {}

resource "aws_s3_bucket_ownership_controls" "o" {
  bucket = aws_s3_bucket.a.id
  rule {
    object_ownership = "ObjectWriter" # finding: S3L105@aws_s3_bucket.a
  }
}

resource "aws_s3_object" "o" {
  bucket = aws_s3_bucket.a.id
  key    = "x"
  acl    = "public-read" # finding: S3L107@aws_s3_object.o
}

resource "aws_s3_object" "p" {
  bucket = aws_s3_bucket.a.id
  key    = "y"
  acl    = "bucket-owner-full-control"
}
