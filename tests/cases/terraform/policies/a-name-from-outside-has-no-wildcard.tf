# whatever a bucket is called, its ARN names no object: the name has neither a slash nor a wildcard
variable "name" {
  type = string
}

variable "reader" {
  type = string
}

resource "aws_s3_bucket" "data" {
  bucket = "acme-${var.name}"
}

resource "aws_s3_bucket_policy" "data" {
  bucket = aws_s3_bucket.data.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = aws_s3_bucket.data.arn # finding: S3L201
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}

# what names no bucket may have one
resource "aws_s3_bucket" "other" { # unknown: S3L201
  bucket = "acme-other"
}

resource "aws_s3_bucket_policy" "other" {
  bucket = aws_s3_bucket.other.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = "arn:aws:s3:::acme-other${var.reader}"
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}
