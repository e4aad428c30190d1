# logging: a destination is exempt, a chain and a loop are not

resource "aws_s3_bucket" "a" {} # ok: S3L402

resource "aws_s3_bucket" "logs" {} # ok: S3L402

resource "aws_s3_bucket" "loop" {}

resource "aws_s3_bucket" "named_logs" { # finding: S3L402
  bucket = "acme-access-logs"
}

resource "aws_s3_bucket_logging" "a" {
  bucket        = aws_s3_bucket.a.id
  target_bucket = aws_s3_bucket.logs.id
  target_prefix = ""
}

resource "aws_s3_bucket_logging" "loop" {
  bucket        = aws_s3_bucket.loop.id
  target_bucket = aws_s3_bucket.loop.id # finding: S3L404@aws_s3_bucket.loop
  target_prefix = "log/"
}
