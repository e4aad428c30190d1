resource "aws_s3_bucket" "b" { # finding: S3L501
  bucket = "acme-counted"
}
