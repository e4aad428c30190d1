# the policy of an access point that may have any name speaks of it, or of another one
variable "name" {}
provider "aws" {
  region              = "us-east-1"
  allowed_account_ids = ["111122223333"]
}
resource "aws_s3_bucket" "b" {
  bucket = "acme-shared"
}
resource "aws_s3_bucket_public_access_block" "b" {
  bucket                  = aws_s3_bucket.b.id
  block_public_acls       = true
  ignore_public_acls      = true
  block_public_policy     = false
  restrict_public_buckets = false
}
resource "aws_s3_bucket_policy" "b" {
  bucket = aws_s3_bucket.b.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "arn:aws:s3:::acme-shared/*" # unknown: S3L101@aws_s3_bucket.b
    Condition = { StringEquals = { "s3:DataAccessPointAccount" = "111122223333" } }
  }] })
}
resource "aws_s3_access_point" "ap" {
  name   = var.name
  bucket = aws_s3_bucket.b.id
  public_access_block_configuration {
    block_public_policy     = false
    restrict_public_buckets = false
  }
  policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect = "Allow", Principal = "*", Action = "s3:GetObject"
    Resource = "arn:aws:s3:us-east-1:111122223333:accesspoint/ap1/object/*"
  }] })
}
