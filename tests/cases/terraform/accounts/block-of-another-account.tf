# The settings of an account protect its own buckets, and perhaps those of an account that is not known.
provider "aws" {
  allowed_account_ids = ["111122223333"]
}
provider "aws" {
  alias               = "other"
  allowed_account_ids = ["444455556666"]
  profile             = "other"
}
provider "aws" {
  alias   = "open"
  profile = "open"
}
resource "aws_s3_account_public_access_block" "all" { # ok: S3L108
  block_public_acls       = true
  ignore_public_acls      = true
  block_public_policy     = true
  restrict_public_buckets = true
}
resource "aws_s3_bucket" "own" { # ok: S3L101
  bucket = "acme-own"
}
resource "aws_s3_bucket_public_access_block" "own" {
  bucket = aws_s3_bucket.own.id
}
resource "aws_s3_bucket_policy" "own" {
  bucket = aws_s3_bucket.own.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "arn:aws:s3:::acme-own/*" }]
  })
}
resource "aws_s3_bucket" "other" {
  provider = aws.other
  bucket   = "acme-other"
}
resource "aws_s3_bucket_public_access_block" "other" {
  provider = aws.other
  bucket   = aws_s3_bucket.other.id
}
resource "aws_s3_bucket_policy" "other" {
  provider = aws.other
  bucket   = aws_s3_bucket.other.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*" # finding: S3L101@aws_s3_bucket.other
      Action    = "s3:GetObject"
      Resource  = "arn:aws:s3:::acme-other/*"
    }]
  })
}
resource "aws_s3_bucket" "open" {
  provider = aws.open
  bucket   = "acme-open"
}
resource "aws_s3_bucket_public_access_block" "open" {
  provider = aws.open
  bucket   = aws_s3_bucket.open.id
}
resource "aws_s3_bucket_policy" "open" {
  provider = aws.open
  bucket   = aws_s3_bucket.open.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*" # unknown: S3L101@aws_s3_bucket.open
      Action    = "s3:GetObject"
      Resource  = "arn:aws:s3:::acme-open/*"
    }]
  })
}
