# Two teams wrote a policy for one bucket, and whoever applies last wins. The second one has a mistake, too.

data "aws_caller_identity" "current" {}

resource "aws_s3_bucket" "tickets" {
  bucket_prefix = "acme-tickets-"
}

resource "aws_s3_bucket_policy" "tickets_support" {
  bucket = aws_s3_bucket.tickets.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Support reads"
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::${data.aws_caller_identity.current.account_id}:role/support" }
      Action    = "s3:GetObject"
      Resource  = "${aws_s3_bucket.tickets.arn}/*"
    }]
  })
}

resource "aws_s3_bucket_policy" "tickets_billing" {
  bucket = aws_s3_bucket.tickets.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "billing.amazonaws.com" }
      Action    = "s3:GetObject"
      Resource  = "${aws_s3_bucket.tickets.arn}/*"
    }]
  })
}
