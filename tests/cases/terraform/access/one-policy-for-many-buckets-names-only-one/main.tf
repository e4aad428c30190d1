# one policy for many buckets names only one of them

resource "aws_s3_bucket" "b" { # ok: S3L201@aws_s3_bucket.b["a"]
  for_each = toset(["a", "z"])
  bucket   = "acme-${each.key}"
}

resource "aws_s3_bucket_policy" "p" {
  for_each = aws_s3_bucket.b
  bucket   = each.value.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      # finding: S3L201@aws_s3_bucket.b["z"]
      Resource  = [aws_s3_bucket.b["a"].arn, "${aws_s3_bucket.b["a"].arn}/*"]
      Condition = { Bool = { "aws:SecureTransport" = false } }
    }]
  })
}
