# who delivers is elsewhere: the bucket policy lets in services that write under SSE-S3 only
locals {
  services = {
    access   = "logging.s3.amazonaws.com"
    balancer = "logdelivery.elasticloadbalancing.amazonaws.com"
    redshift = "redshift.eu-south-1.amazonaws.com"
    network  = "delivery.logs.amazonaws.com"
    lambda   = "lambda.amazonaws.com"
  }
}
# ok: S3L302@aws_s3_bucket.b["access"], S3L302@aws_s3_bucket.b["balancer"], S3L302@aws_s3_bucket.b["redshift"]
# finding: S3L302@aws_s3_bucket.b["network"], S3L302@aws_s3_bucket.b["lambda"], S3L401@aws_s3_bucket.b["access"]
resource "aws_s3_bucket" "b" {
  for_each = local.services
  bucket   = "acme-${each.key}-logs"
}
resource "aws_s3_bucket_policy" "b" {
  for_each = local.services
  bucket   = aws_s3_bucket.b[each.key].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = each.value }
      Action    = "s3:PutObject"
      Resource  = "${aws_s3_bucket.b[each.key].arn}/*"
    }]
  })
}
