# CloudFront: the old identity, the new control, and a list of services

resource "aws_cloudfront_origin_access_identity" "o" {}

resource "aws_cloudfront_distribution" "d" {
  enabled = true
}

# ok: S3L103@aws_s3_bucket.b["oai"], S3L202@aws_s3_bucket.b["oai"], S3L103@aws_s3_bucket.b["oac"]
# ok: S3L202@aws_s3_bucket.b["oac"], S3L207@aws_s3_bucket.b["oac"]
resource "aws_s3_bucket" "b" {
  for_each = toset(["oai", "oac"])
  bucket   = "acme-${each.key}"
}

resource "aws_s3_bucket_policy" "oai" {
  bucket = aws_s3_bucket.b["oai"].id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect    = "Allow", Action = "s3:GetObject", Resource = "${aws_s3_bucket.b["oai"].arn}/*"
    Principal = { AWS = aws_cloudfront_origin_access_identity.o.iam_arn }
  }] })
}

resource "aws_s3_bucket_policy" "oac" {
  bucket = aws_s3_bucket.b["oac"].id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect    = "Allow", Action = "s3:GetObject", Resource = "${aws_s3_bucket.b["oac"].arn}/*"
    Principal = { Service = "cloudfront.amazonaws.com" }
    Condition = { StringEquals = { "AWS:SourceArn" = aws_cloudfront_distribution.d.arn } }
  }] })
}
