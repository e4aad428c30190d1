# logging to a bucket of a variable, of another module, of a data source

variable "logs" {
  type = string
}

data "aws_s3_bucket" "logs" {
  bucket = "acme-central-logs"
}

resource "aws_s3_bucket" "a" {} # ok: S3L402

resource "aws_s3_bucket" "b" {} # ok: S3L402

resource "aws_s3_bucket_logging" "a" {
  bucket        = aws_s3_bucket.a.id
  target_bucket = var.logs
  target_prefix = "a/"
}

resource "aws_s3_bucket_logging" "b" {
  bucket        = aws_s3_bucket.b.id
  target_bucket = data.aws_s3_bucket.logs.id
  target_prefix = "b/"
}
