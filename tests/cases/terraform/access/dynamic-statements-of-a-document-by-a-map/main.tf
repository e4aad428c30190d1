# dynamic statements of a document, by a map and by nothing

variable "readers" {
  type    = map(list(string))
  default = {}
}

resource "aws_s3_bucket" "a" {} # ok: S3L201, S3L103, S3L202

data "aws_iam_policy_document" "d" {
  statement {
    sid       = "Tls"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.a.arn, "${aws_s3_bucket.a.arn}/*"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
  dynamic "statement" {
    for_each = var.readers
    content {
      sid       = statement.key
      actions   = ["s3:GetObject"]
      resources = ["${aws_s3_bucket.a.arn}/*"]
      principals {
        type        = "AWS"
        identifiers = statement.value
      }
    }
  }
}

resource "aws_s3_bucket_policy" "p" {
  bucket = aws_s3_bucket.a.id
  policy = data.aws_iam_policy_document.d.json
}
