# a source ARN that is known by the identity of a directory bucket

resource "aws_cloudwatch_log_group" "l" {}

resource "aws_s3_directory_bucket" "d" {
  bucket = "d--use1-az4--x-s3"
}

resource "aws_sns_topic" "t" {}

resource "aws_s3_bucket" "b" { # ok: S3L208
  bucket = "acme-data"
}

resource "aws_s3_bucket_policy" "b" {
  bucket = aws_s3_bucket.b.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "delivery.logs.amazonaws.com" }
      Action    = "s3:PutObject"
      Resource  = "${aws_s3_bucket.b.arn}/*"
      Condition = { ArnLike = { "aws:SourceArn" = aws_s3_directory_bucket.d.arn } }
    }]
  })
}
