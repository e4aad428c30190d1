# the user may be called like that: another account is let in
variable "user" {}
provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["111122223333"]
}
resource "aws_s3_bucket" "b" {
  bucket = "acme-shared"
}
resource "aws_s3_bucket_policy" "b" {
  bucket = aws_s3_bucket.b.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect = "Allow", Principal = { AWS = "222233334444" }, Action = "s3:GetObject" # finding: S3L202@aws_s3_bucket.b
    Resource  = "${aws_s3_bucket.b.arn}/*"
    Condition = { StringEquals = { "aws:username" = var.user } }
  }] })
}
