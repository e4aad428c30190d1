# Block Public Access of an account counts for the buckets of that account
variable "account" {}
provider "aws" {
  allowed_account_ids = ["111122223333"]
}
provider "aws" {
  alias               = "other"
  allowed_account_ids = ["444455556666"]
}

resource "aws_s3_account_public_access_block" "from_outside" {
  account_id              = var.account
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_account_public_access_block" "another" {
  account_id              = "444455556666"
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_account_public_access_block" "other" {
  provider                = aws.other
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket" "here" {
  bucket = "acme-here"
}

resource "aws_s3_bucket_public_access_block" "here" {
  bucket = aws_s3_bucket.here.id
}

resource "aws_s3_bucket_policy" "here" {
  bucket = aws_s3_bucket.here.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "${aws_s3_bucket.here.arn}/*" }] # unknown: S3L101
  })
}

resource "aws_s3_bucket" "there" { # ok: S3L101
  provider = aws.other
  bucket   = "acme-there"
}

resource "aws_s3_bucket_public_access_block" "there" {
  provider = aws.other
  bucket   = aws_s3_bucket.there.id
}

resource "aws_s3_bucket_policy" "there" {
  provider = aws.other
  bucket   = aws_s3_bucket.there.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "${aws_s3_bucket.there.arn}/*" }]
  })
}
