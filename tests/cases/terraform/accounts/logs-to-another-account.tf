# S3 delivers access logs within one account and region only.
provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["111122223333"]
}
provider "aws" {
  alias  = "logs"
  region = "eu-west-1"
  assume_role {
    role_arn = "arn:aws:iam::444455556666:role/deploy"
  }
}
provider "aws" {
  alias   = "open"
  region  = "eu-west-1"
  profile = "open"
}
resource "aws_s3_bucket" "app" {
  bucket = "acme-app"
}
resource "aws_s3_bucket_logging" "app" {
  bucket        = aws_s3_bucket.app.id
  target_bucket = aws_s3_bucket.logs.id # finding: S3L405@aws_s3_bucket.app
  target_prefix = "app/"
}
resource "aws_s3_bucket" "open" {
  provider = aws.open
  bucket   = "acme-open"
}
resource "aws_s3_bucket_logging" "open" {
  provider      = aws.open
  bucket        = aws_s3_bucket.open.id
  target_bucket = aws_s3_bucket.logs.id # unknown: S3L405@aws_s3_bucket.open
  target_prefix = "open/"
}
resource "aws_s3_bucket" "data" { # ok: S3L405
  provider = aws.logs
  bucket   = "acme-data"
}
resource "aws_s3_bucket_logging" "data" {
  provider      = aws.logs
  bucket        = aws_s3_bucket.data.id
  target_bucket = aws_s3_bucket.logs.id
  target_prefix = "data/"
}
resource "aws_s3_bucket" "logs" { # ok: S3L405
  provider = aws.logs
  bucket   = "acme-logs"
}
resource "aws_s3_bucket_policy" "logs" {
  provider = aws.logs
  bucket   = aws_s3_bucket.logs.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "logging.s3.amazonaws.com" }, Action = "s3:PutObject", Resource = "arn:aws:s3:::acme-logs/*" }]
  })
}
