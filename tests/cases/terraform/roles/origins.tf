# an access identity cannot read objects under KMS, access control can
resource "aws_cloudfront_origin_access_identity" "i" {}
resource "aws_cloudfront_origin_access_control" "c" {}
resource "aws_s3_bucket" "identity" {} # ok: S3L302
resource "aws_s3_bucket" "control" {}  # finding: S3L302
resource "aws_s3_bucket" "policy" {}   # ok: S3L302
resource "aws_s3_bucket_policy" "policy" {
  bucket = aws_s3_bucket.policy.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E2QWRUHEXAMPLE" }
      Action    = "s3:GetObject"
      Resource  = "${aws_s3_bucket.policy.arn}/*"
    }]
  })
}
resource "aws_cloudfront_distribution" "d" {
  origin {
    domain_name = aws_s3_bucket.identity.bucket_regional_domain_name
    origin_id   = "i"
    s3_origin_config {
      origin_access_identity = aws_cloudfront_origin_access_identity.i.cloudfront_access_identity_path
    }
  }
  origin {
    domain_name              = aws_s3_bucket.control.bucket_regional_domain_name
    origin_id                = "c"
    origin_access_control_id = aws_cloudfront_origin_access_control.c.id
  }
}
