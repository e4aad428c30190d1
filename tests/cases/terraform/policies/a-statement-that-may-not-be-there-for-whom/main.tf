# a statement that may not be there, for whom nobody tells

variable "stage" {
  type = string
}

variable "reader" {
  default = ""
}

resource "aws_s3_bucket" "b" {
  bucket = "acme-data"
}

resource "aws_s3_bucket_policy" "b" {
  count  = var.stage == "prod" ? 1 : 0
  bucket = aws_s3_bucket.b.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = [var.reader] } # unknown: S3L208@aws_s3_bucket.b
      Action    = "s3:PutObject"
      Resource  = "${aws_s3_bucket.b.arn}/*"

    }]
  })
}
