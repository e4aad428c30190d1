# access points: VPC, internet with a block, with a public policy

resource "aws_s3_bucket" "a" {}

resource "aws_s3_access_point" "vpc" { # ok: S3L109
  bucket = aws_s3_bucket.a.id
  name   = "vpc"
  vpc_configuration {
    vpc_id = "vpc-1234"
  }
}

resource "aws_s3_access_point" "net" {
  bucket = aws_s3_bucket.a.id
  name   = "net"
  public_access_block_configuration {
    block_public_acls       = true
    block_public_policy     = false
    ignore_public_acls      = true
    restrict_public_buckets = false
  }
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      # finding: S3L109@aws_s3_access_point.net
      Effect   = "Allow", Principal = { AWS = "*" }, Action = "s3:GetObject"
      Resource = "arn:aws:s3:eu-west-1:111122223333:accesspoint/net/object/*"
    }]
  })
}
