# the usual pair, and what a Deny takes away again
locals {
  denies = { fine = "acme-nobody", denied = "acme-denied" }
}
# ok: S3L413@aws_s3_bucket.b["fine"]
resource "aws_s3_bucket" "b" {
  for_each = local.denies
  bucket   = "acme-${each.key}"
}
# finding: S3L413@aws_s3_bucket.b["denied"]
resource "aws_s3_bucket_policy" "b" {
  for_each = local.denies
  bucket   = aws_s3_bucket.b[each.key].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Principal = { Service = "cloudtrail.amazonaws.com" }, Action = "s3:GetBucketAcl", Resource = aws_s3_bucket.b[each.key].arn },
      { Effect = "Allow", Principal = { Service = "cloudtrail.amazonaws.com" }, Action = "s3:PutObject", Resource = "${aws_s3_bucket.b[each.key].arn}/AWSLogs/*" },
      { Effect = "Deny", Principal = "*", Action = "s3:*", Resource = ["arn:aws:s3:::${each.value}", "arn:aws:s3:::${each.value}/*"] },
      { Effect = "Deny", Principal = "*", Action = "s3:*", Resource = "${aws_s3_bucket.b[each.key].arn}/*", Condition = { Bool = { "aws:SecureTransport" = "false" } } },
    ]
  })
}
resource "aws_cloudtrail" "t" {
  for_each       = local.denies
  name           = each.key
  s3_bucket_name = aws_s3_bucket.b[each.key].id
}
