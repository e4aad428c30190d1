# An ARN of another partition is about no bucket of this one.
provider "aws" {
  region = "us-east-1"
}
provider "aws" {
  alias  = "china"
  region = "cn-north-1"
}
resource "aws_s3_bucket" "here" { # ok: S3L101
  bucket = "acme-here"
}
resource "aws_s3_bucket_public_access_block" "here" {
  bucket = aws_s3_bucket.here.id
}
resource "aws_s3_bucket_policy" "here" {
  bucket = aws_s3_bucket.here.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "s3:GetObject"
      Resource  = "arn:aws-cn:s3:::acme-here/*" # finding: S3L208@aws_s3_bucket.here
    }]
  })
}
resource "aws_s3_bucket" "there" {
  provider = aws.china
  bucket   = "acme-there"
}
resource "aws_s3_bucket_public_access_block" "there" {
  provider = aws.china
  bucket   = aws_s3_bucket.there.id
}
resource "aws_s3_bucket_policy" "there" {
  provider = aws.china
  bucket   = aws_s3_bucket.there.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = "*" # finding: S3L101@aws_s3_bucket.there
        Action    = "s3:GetObject"
        Resource  = "arn:aws-cn:s3:::acme-there/*"
      },
      {
        Effect    = "Allow"
        Principal = "*"
        Action    = "s3:PutObject"
        Resource  = "arn:aws:s3:::acme-there/*" # finding: S3L208@aws_s3_bucket.there
      },
    ]
  })
}
resource "aws_s3_bucket" "own" { # ok: S3L208
  provider = aws.china
  bucket   = "acme-own"
}
resource "aws_s3_bucket_public_access_block" "own" {
  provider = aws.china
  bucket   = aws_s3_bucket.own.id
}
resource "aws_s3_bucket_policy" "own" {
  provider = aws.china
  bucket   = aws_s3_bucket.own.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*" # finding: S3L101@aws_s3_bucket.own
      Action    = "s3:GetObject"
      Resource  = "${aws_s3_bucket.own.arn}/*"
    }]
  })
}
