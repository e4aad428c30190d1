# AWS adds the permission of log delivery, but to no policy with NotPrincipal
resource "aws_s3_bucket" "bare" {} # ok: S3L413
resource "aws_s3_bucket" "odd" {}
resource "aws_s3_bucket_policy" "odd" { # finding: S3L413@aws_s3_bucket.odd
  bucket = aws_s3_bucket.odd.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect       = "Deny"
      NotPrincipal = { AWS = ["arn:aws:iam::111122223333:root", "arn:aws:iam::111122223333:role/admin"] }
      Action       = "s3:DeleteObject"
      Resource     = "${aws_s3_bucket.odd.arn}/*"
    }]
  })
}
resource "aws_flow_log" "f" {
  for_each             = { bare = aws_s3_bucket.bare.arn, odd = "${aws_s3_bucket.odd.arn}/flow" }
  log_destination      = each.value
  log_destination_type = "s3"
}
