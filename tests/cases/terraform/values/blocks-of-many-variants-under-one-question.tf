# dynamic blocks that hang on the same question have as many variants as it has answers, not the product; where they
# have too many, what each says is still read
variable "env" {
  type = string
}

variable "more" {
  type = list(string)
}

locals {
  readers = { for e in ["a", "b", "c", "d", "e", "f", "g", "h", "i"] : e => ["arn:aws:iam::111122223333:role/${e}"] }
}

resource "aws_s3_bucket" "data" { # ok: S3L101, S3L103, S3L201
  bucket = "acme-data"
}

data "aws_iam_policy_document" "data" {
  statement {
    sid       = "Tls"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.data.arn, "${aws_s3_bucket.data.arn}/*"]
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
    for_each = length(var.more) > 0 ? local.readers[var.env] : []
    content {
      actions   = ["s3:GetObject"]
      resources = ["${aws_s3_bucket.data.arn}/*"]
      principals {
        type        = "AWS"
        identifiers = [statement.value]
      }
    }
  }
  dynamic "statement" {
    for_each = local.readers[var.env]
    content {
      actions   = ["s3:PutObject"]
      resources = ["${aws_s3_bucket.data.arn}/*"]
      principals {
        type        = "AWS"
        identifiers = [statement.value]
      }
    }
  }
}

resource "aws_s3_bucket_policy" "data" {
  bucket = aws_s3_bucket.data.id
  policy = data.aws_iam_policy_document.data.json
}

resource "aws_s3_bucket" "open" {
  bucket = "acme-open"
}

data "aws_iam_policy_document" "open" {
  statement {
    actions   = ["s3:ListBucket"]
    resources = [aws_s3_bucket.open.arn]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::111122223333:root"]
    }
  }
  dynamic "statement" {
    for_each = local.readers[var.env]
    content {
      actions   = ["s3:PutObject"]
      resources = ["${aws_s3_bucket.open.arn}/*"]
      principals {
        type        = "AWS"
        identifiers = [statement.value]
      }
    }
  }
  dynamic "statement" {
    for_each = local.readers[var.env]
    content {
      actions   = ["s3:GetObject"]
      resources = ["${aws_s3_bucket.open.arn}/*"]
      principals { # finding: S3L103
        type        = "AWS"
        identifiers = ["*"]
      }
    }
  }
}

resource "aws_s3_bucket_policy" "open" {
  bucket = aws_s3_bucket.open.id
  policy = data.aws_iam_policy_document.open.json
}
