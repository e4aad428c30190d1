# a principal whose kind is not known may be a service, or everybody
variable "kind" {}
resource "aws_s3_bucket" "b" {
  bucket = "acme-logs"
}
data "aws_iam_policy_document" "b" {
  statement {
    actions   = ["s3:PutObject"]
    resources = ["${aws_s3_bucket.b.arn}/*"]
    principals { # unknown: S3L207@aws_s3_bucket.b # unknown: S3L101@aws_s3_bucket.b
      type        = var.kind
      identifiers = ["logging.s3.amazonaws.com"]
    }
  }
}
resource "aws_s3_bucket_policy" "b" {
  bucket = aws_s3_bucket.b.id
  policy = data.aws_iam_policy_document.b.json
}
