# `resource.` before the type of a resource changes nothing
resource "aws_s3_bucket" "b" { # ok: S3L501
  bucket = "acme-data"
}

resource "aws_s3_bucket_versioning" "b" {
  bucket = resource.aws_s3_bucket.b.id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket" "open" {
  count  = 1
  bucket = "acme-open"
}

resource "aws_s3_bucket_policy" "open" {
  bucket = resource.aws_s3_bucket.open[0].bucket
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*" # finding: S3L103
      Action    = "s3:GetObject"
      Resource  = "${resource.aws_s3_bucket.open[0].arn}/*"
    }]
  })
}
