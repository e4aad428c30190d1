# Two regions of one account: nothing crosses accounts.
provider "aws" {
  region = "eu-west-1"
}
provider "aws" {
  alias  = "america"
  region = "us-east-1"
}
data "aws_caller_identity" "default" {}
resource "aws_s3_bucket" "own" { # ok: S3L202
  provider = aws.america
  bucket   = "acme-own"
}
resource "aws_s3_bucket_policy" "own" {
  provider = aws.america
  bucket   = aws_s3_bucket.own.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { AWS = data.aws_caller_identity.default.account_id }, Action = "s3:GetObject", Resource = "arn:aws:s3:::acme-own/*" }]
  })
}
