# The caller of one provider is not that of another: in which accounts the two are is not known.
provider "aws" {
  region = "eu-west-1"
}
provider "aws" {
  alias   = "platform"
  profile = "platform"
}
data "aws_caller_identity" "default" {}
data "aws_caller_identity" "platform" {
  provider = aws.platform
}
resource "aws_s3_bucket" "own" { # ok: S3L202
  provider = aws.platform
  bucket   = "acme-own"
}
resource "aws_s3_bucket_policy" "own" {
  provider = aws.platform
  bucket   = aws_s3_bucket.own.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { AWS = data.aws_caller_identity.platform.account_id }, Action = "s3:GetObject", Resource = "arn:aws:s3:::acme-own/*" }]
  })
}
resource "aws_s3_bucket" "other" {
  provider = aws.platform
  bucket   = "acme-other"
}
resource "aws_s3_bucket_policy" "other" {
  provider = aws.platform
  bucket   = aws_s3_bucket.other.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = data.aws_caller_identity.default.account_id } # unknown: S3L202@aws_s3_bucket.other
      Action    = "s3:GetObject"
      Resource  = "arn:aws:s3:::acme-other/*"
    }]
  })
}
resource "aws_iam_role" "reader" {
  name = "reader"
}
resource "aws_s3_bucket" "read" {
  provider = aws.platform
  bucket   = "acme-read"
}
resource "aws_s3_bucket_policy" "read" {
  provider = aws.platform
  bucket   = aws_s3_bucket.read.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = aws_iam_role.reader.arn } # unknown: S3L202@aws_s3_bucket.read
      Action    = "s3:GetObject"
      Resource  = "arn:aws:s3:::acme-read/*"
    }]
  })
}
