# a site that everyone reads, one that the block closes, one for an address range, and one that redirects
locals {
  sites = {
    public  = { block = false, condition = {} }
    closed  = { block = true, condition = {} }
    offices = { block = true, condition = { IpAddress = { "aws:SourceIp" = "203.0.113.0/24" } } }
  }
}
# ok: S3L302@aws_s3_bucket.b["public"], S3L302@aws_s3_bucket.b["offices"]
# ok: S3L201@aws_s3_bucket.b["public"], S3L201@aws_s3_bucket.b["offices"]
# finding: S3L302@aws_s3_bucket.b["closed"]
resource "aws_s3_bucket" "b" {
  for_each = local.sites
}
resource "aws_s3_bucket_website_configuration" "b" {
  for_each = local.sites
  bucket   = aws_s3_bucket.b[each.key].id
  index_document {
    suffix = "index.html"
  }
}
resource "aws_s3_bucket_public_access_block" "b" {
  for_each                = local.sites
  bucket                  = aws_s3_bucket.b[each.key].id
  block_public_acls       = true
  ignore_public_acls      = true
  block_public_policy     = each.value.block
  restrict_public_buckets = each.value.block
}
# finding: S3L201@aws_s3_bucket.b["closed"]
resource "aws_s3_bucket_policy" "b" {
  for_each = local.sites
  bucket   = aws_s3_bucket.b[each.key].id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [merge({ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "${aws_s3_bucket.b[each.key].arn}/*" }, each.value.condition == {} ? {} : { Condition = each.value.condition })]
  })
}
resource "aws_s3_bucket" "apex" {} # finding: S3L201, S3L302
resource "aws_s3_bucket_website_configuration" "apex" {
  bucket = aws_s3_bucket.apex.id
  redirect_all_requests_to {
    host_name = "www.acme.example"
  }
}
