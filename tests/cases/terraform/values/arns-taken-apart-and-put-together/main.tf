data "aws_arn" "named" {
  arn = "arn:aws:s3:::acme-ledger-7f3a"
}

data "aws_arn" "made" {
  arn = aws_s3_bucket.made.arn
}

resource "aws_s3_bucket" "named" { # ok: S3L501@aws_s3_bucket.named
  bucket = "acme-ledger-7f3a"
}
resource "aws_s3_bucket_versioning" "named" {
  bucket = data.aws_arn.named.resource
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket" "made" {} # ok: S3L501@aws_s3_bucket.made
resource "aws_s3_bucket_versioning" "made" {
  bucket = data.aws_arn.made.resource
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket" "parsed" {} # ok: S3L501@aws_s3_bucket.parsed
resource "aws_s3_bucket_versioning" "parsed" {
  bucket = provider::aws::arn_parse(aws_s3_bucket.parsed.arn).resource
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket" "built" {} # ok: S3L201@aws_s3_bucket.built
resource "aws_s3_bucket_policy" "built" {
  bucket = aws_s3_bucket.built.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource = [
        provider::aws::arn_build("aws", "s3", "", "", aws_s3_bucket.built.id),
        provider::aws::arn_build("aws", "s3", "", "", "${aws_s3_bucket.built.id}/*"),
      ]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}
