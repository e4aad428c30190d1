# the same document with readers from a file of variables

variable "readers" {
  type    = list(string)
  default = []
}

resource "aws_s3_bucket" "a" {}

data "aws_iam_policy_document" "d" {
  dynamic "statement" {
    for_each = length(var.readers) > 0 ? [1] : []
    content {
      actions   = ["s3:GetObject"]
      resources = ["${aws_s3_bucket.a.arn}/*"]
      principals { # finding: S3L103@aws_s3_bucket.a
        type        = "AWS"
        identifiers = var.readers
      }
    }
  }
}

resource "aws_s3_bucket_policy" "p" {
  count  = length(var.readers) > 0 ? 1 : 0
  bucket = aws_s3_bucket.a.id
  policy = data.aws_iam_policy_document.d.json
}
