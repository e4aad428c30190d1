# an open action

resource "aws_s3_bucket" "b" { # ok: S3L202
  bucket = "acme-data"
}

resource "aws_s3_bucket_public_access_block" "b" {
  bucket                  = aws_s3_bucket.b.id
  block_public_acls       = false
  ignore_public_acls      = false
  block_public_policy     = false
  restrict_public_buckets = false
}

variable "action" {}

data "aws_iam_policy_document" "b" {
  statement {
    sid       = "Read"
    actions   = [var.action]
    resources = ["${aws_s3_bucket.b.arn}/*"]
    principals { # unknown: S3L101@aws_s3_bucket.b
      type        = "AWS"
      identifiers = ["*"]
    }
  }
}

resource "aws_s3_bucket_policy" "b" {
  bucket = aws_s3_bucket.b.id
  policy = data.aws_iam_policy_document.b.json
}
