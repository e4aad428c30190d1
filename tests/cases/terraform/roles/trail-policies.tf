# a policy for another trail, another path, another service, and the right one
locals {
  statements = {
    right   = { service = "cloudtrail.amazonaws.com", path = "org/AWSLogs/111122223333/*", arn = "arn:aws:cloudtrail:eu-west-1:111122223333:trail/right" }
    any     = { service = "cloudtrail.amazonaws.com", path = "*", arn = "arn:aws:cloudtrail:*:111122223333:trail/*" }
    trail   = { service = "cloudtrail.amazonaws.com", path = "org/AWSLogs/*", arn = "arn:aws:cloudtrail:eu-west-1:111122223333:trail/another" }
    path    = { service = "cloudtrail.amazonaws.com", path = "AWSLogs/*", arn = "arn:aws:cloudtrail:eu-west-1:111122223333:trail/path" }
    service = { service = "config.amazonaws.com", path = "org/AWSLogs/*", arn = "arn:aws:cloudtrail:eu-west-1:111122223333:trail/service" }
    source  = { service = "cloudtrail.amazonaws.com", path = "org/AWSLogs/*", arn = "arn:aws:s3:::acme-source" }
  }
}
# ok: S3L413@aws_s3_bucket.b["right"], S3L413@aws_s3_bucket.b["any"]
resource "aws_s3_bucket" "b" {
  for_each = local.statements
  bucket   = "acme-${each.key}"
}
# finding: S3L413@aws_s3_bucket.b["trail"], S3L413@aws_s3_bucket.b["path"]
# finding: S3L413@aws_s3_bucket.b["service"], S3L413@aws_s3_bucket.b["source"]
resource "aws_s3_bucket_policy" "b" {
  for_each = local.statements
  bucket   = aws_s3_bucket.b[each.key].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { Service = each.value.service }
        Action    = "s3:PutObject"
        Resource  = "${aws_s3_bucket.b[each.key].arn}/${each.value.path}"
        Condition = {
          StringEquals = { "s3:x-amz-acl" = "bucket-owner-full-control" }
          ArnLike      = { "aws:SourceArn" = each.value.arn }
        }
      },
      {
        Effect    = "Allow"
        Principal = { Service = each.value.service }
        Action    = "s3:GetBucketAcl"
        Resource  = aws_s3_bucket.b[each.key].arn
        Condition = { ArnLike = { "aws:SourceArn" = each.value.arn } }
      },
    ]
  })
}
resource "aws_cloudtrail" "t" {
  for_each       = local.statements
  name           = each.key
  s3_bucket_name = aws_s3_bucket.b[each.key].id
  s3_key_prefix  = "org"
}
