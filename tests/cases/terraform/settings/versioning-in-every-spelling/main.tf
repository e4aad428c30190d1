# versioning in every spelling

resource "aws_s3_bucket" "a" {} # ok: S3L501, S3L502

resource "aws_s3_bucket" "b" {}

resource "aws_s3_bucket" "c" {} # finding: S3L501, S3L502

resource "aws_s3_bucket_versioning" "a" {
  bucket = aws_s3_bucket.a.id
  versioning_configuration {
    status     = "Enabled"
    mfa_delete = "Enabled"
  }
  mfa = "arn:aws:iam::111122223333:mfa/root 123456"
}

resource "aws_s3_bucket_versioning" "b" {
  bucket = aws_s3_bucket.b.id
  versioning_configuration {
    status     = "Disabled" # finding: S3L501@aws_s3_bucket.b
    mfa_delete = "Disabled" # finding: S3L502@aws_s3_bucket.b
  }
}
