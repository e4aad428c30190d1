# The log bucket names the sources that it takes logs for.
variable "others" {}
resource "aws_s3_bucket" "named" { # ok: S3L405
  bucket = "acme-named"
}
resource "aws_s3_bucket_logging" "named" {
  bucket        = aws_s3_bucket.named.id
  target_bucket = aws_s3_bucket.logs.id
  target_prefix = "named/"
}
resource "aws_s3_bucket" "forgotten" {
  bucket = "acme-forgotten"
}
resource "aws_s3_bucket_logging" "forgotten" {
  bucket        = aws_s3_bucket.forgotten.id
  target_bucket = aws_s3_bucket.logs.id
  target_prefix = "forgotten/"
}
resource "aws_s3_bucket" "logs" { # ok: S3L405
  bucket = "acme-logs"
}
resource "aws_s3_bucket_policy" "logs" {
  bucket = aws_s3_bucket.logs.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "logging.s3.amazonaws.com" }
      Action    = "s3:PutObject"
      Resource  = "${aws_s3_bucket.logs.arn}/*"
      Condition = { ArnLike = { "aws:SourceArn" = [aws_s3_bucket.named.arn] } } # finding: S3L405@aws_s3_bucket.forgotten
    }]
  })
}
resource "aws_s3_bucket" "perhaps" {
  bucket = "acme-perhaps"
}
resource "aws_s3_bucket_logging" "perhaps" {
  bucket        = aws_s3_bucket.perhaps.id
  target_bucket = aws_s3_bucket.open.id
  target_prefix = "perhaps/"
}
resource "aws_s3_bucket" "open" { # ok: S3L405
  bucket = "acme-open"
}
resource "aws_s3_bucket_policy" "open" {
  bucket = aws_s3_bucket.open.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "logging.s3.amazonaws.com" }
      Action    = "s3:PutObject"
      Resource  = "${aws_s3_bucket.open.arn}/*"
      Condition = { ArnLike = { "aws:SourceArn" = var.others } } # unknown: S3L405@aws_s3_bucket.perhaps
    }]
  })
}
