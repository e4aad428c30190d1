# what is merged into a statement, or into its principals, may be anything: none of it passes
variable "more" {}
provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["111122223333"]
}
resource "aws_s3_bucket" "s" {
  bucket = "acme-s"
}
resource "aws_s3_bucket_policy" "s" {
  bucket = aws_s3_bucket.s.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [merge(var.more, { Sid = "x" })] }) # unknown: S3L101@aws_s3_bucket.s, S3L103@aws_s3_bucket.s, S3L201@aws_s3_bucket.s, S3L202@aws_s3_bucket.s, S3L205@aws_s3_bucket.s, S3L206@aws_s3_bucket.s, S3L207@aws_s3_bucket.s
}
resource "aws_s3_bucket" "p" {
  bucket = "acme-p"
}
resource "aws_s3_bucket_policy" "p" {
  bucket = aws_s3_bucket.p.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect    = "Allow"
    Principal = merge({ AWS = "arn:aws:iam::111122223333:root" }, var.more) # unknown: S3L101@aws_s3_bucket.p, S3L103@aws_s3_bucket.p, S3L202@aws_s3_bucket.p, S3L207@aws_s3_bucket.p
    Action    = "s3:GetObject"
    Resource  = "${aws_s3_bucket.p.arn}/*"
  }] })
}
