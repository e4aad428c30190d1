# the account of AWS by its number, by lookup, and somebody else's
data "aws_elb_service_account" "main" {}
locals {
  principals = {
    number = "arn:aws:iam::127311923021:root"
    bare   = "127311923021"
    lookup = data.aws_elb_service_account.main.arn
    other  = "arn:aws:iam::444455556666:root"
  }
}
# ok: S3L413@aws_s3_bucket.b["number"], S3L413@aws_s3_bucket.b["bare"], S3L413@aws_s3_bucket.b["lookup"]
resource "aws_s3_bucket" "b" {
  for_each = local.principals
  bucket   = "acme-${each.key}"
}
# finding: S3L413@aws_s3_bucket.b["other"]
resource "aws_s3_bucket_policy" "b" {
  for_each = local.principals
  bucket   = aws_s3_bucket.b[each.key].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = each.value }
      Action    = "s3:PutObject"
      Resource  = "${aws_s3_bucket.b[each.key].arn}/AWSLogs/*"
    }]
  })
}
resource "aws_lb" "web" {
  for_each = local.principals
  access_logs {
    bucket  = aws_s3_bucket.b[each.key].id
    enabled = true
  }
}
