# a file that is not there leaves the setting open

resource "aws_s3_bucket" "b" {}

resource "aws_s3_bucket_versioning" "v" {
  bucket = aws_s3_bucket.b.id
  versioning_configuration {
    status = file("missing.txt") # finding: S3L901 # unknown: S3L501@aws_s3_bucket.b
  }
}
