# The account of the role that the provider assumes is the bucket's own.
provider "aws" {
  assume_role {
    role_arn = "arn:aws:iam::111122223333:role/deploy"
  }
}
resource "aws_s3_bucket" "own" { # ok: S3L202
  bucket = "acme-own"
}
resource "aws_s3_bucket_policy" "own" {
  bucket = aws_s3_bucket.own.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { AWS = "111122223333" }, Action = "s3:GetObject", Resource = "${aws_s3_bucket.own.arn}/*" }]
  })
}
resource "aws_s3_bucket" "partner" {
  bucket = "acme-partner"
}
resource "aws_s3_bucket_policy" "partner" {
  bucket = aws_s3_bucket.partner.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "444455556666" } # finding: S3L202@aws_s3_bucket.partner
      Action    = "s3:GetObject"
      Resource  = "${aws_s3_bucket.partner.arn}/*"
    }]
  })
}
