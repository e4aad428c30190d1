# what a statement denies, no further statement allows again: those that are not known change nothing
variable "readers" {
  type = list(string)
}

variable "more" {
  type = any
}

variable "overrides" {
  type = list(string)
}

locals {
  tls = {
    for name in ["concat", "maybe"] : name => {
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = ["arn:aws:s3:::acme-${name}", "arn:aws:s3:::acme-${name}/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }
  }
}

resource "aws_s3_bucket" "concat" { # ok: S3L201
  bucket = "acme-concat"
}

resource "aws_s3_bucket_policy" "concat" {
  bucket = aws_s3_bucket.concat.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat([local.tls.concat], [
      for reader in var.readers : {
        Effect    = "Allow"
        Principal = { AWS = reader }
        Action    = "s3:GetObject"
        Resource  = "arn:aws:s3:::acme-concat/*"
      }
    ], var.more)
  })
}

# the whole list may be another
resource "aws_s3_bucket" "maybe" {
  bucket = "acme-maybe"
}

resource "aws_s3_bucket_policy" "maybe" {
  bucket = aws_s3_bucket.maybe.id
  policy = jsonencode(merge({
    Version   = "2012-10-17"
    Statement = [local.tls.maybe] # unknown: S3L201@aws_s3_bucket.maybe
  }, var.more))
}

resource "aws_s3_bucket" "blocks" { # ok: S3L201
  bucket = "acme-blocks"
}

resource "aws_s3_bucket_policy" "blocks" {
  bucket = aws_s3_bucket.blocks.id
  policy = data.aws_iam_policy_document.blocks.json
}

data "aws_iam_policy_document" "blocks" {
  source_policy_documents = var.more
  statement {
    sid       = "Tls"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.blocks.arn, "${aws_s3_bucket.blocks.arn}/*"]
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
}

# what comes last may have the sid of the statement that denies
resource "aws_s3_bucket" "overridden" {
  bucket = "acme-overridden"
}

resource "aws_s3_bucket_policy" "overridden" {
  bucket = aws_s3_bucket.overridden.id
  policy = data.aws_iam_policy_document.overridden.json
}

data "aws_iam_policy_document" "overridden" { # unknown: S3L201@aws_s3_bucket.overridden
  override_policy_documents = var.overrides
  statement {
    sid       = "Tls"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.overridden.arn, "${aws_s3_bucket.overridden.arn}/*"]
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
}
