# what a try falls back to counts where the instance is missing, under the condition that makes it so
variable "create" {
  type     = bool
  nullable = false
}

variable "own_key" {
  type     = bool
  nullable = false
}

variable "keys" {
  type = number
}

resource "aws_s3_bucket" "made" { # ok: S3L201
  count  = var.create ? 1 : 0
  bucket = "acme-made"
}

data "aws_s3_bucket" "existing" { # ok: S3L201
  count  = var.create ? 0 : 1
  bucket = "acme-existing"
}

locals {
  id  = var.create ? aws_s3_bucket.made[0].id : data.aws_s3_bucket.existing[0].id
  arn = try(aws_s3_bucket.made[0].arn, data.aws_s3_bucket.existing[0].arn, "")
}

resource "aws_s3_bucket_policy" "either" {
  bucket = local.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = [local.arn, "${local.arn}/*"]
      Condition = { Bool = { "aws:SecureTransport" = false } }
    }]
  })
}

resource "aws_kms_key" "own" { # unknown: S3L302@aws_s3_bucket.data
  count = var.own_key ? 1 : 0
}

resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
  bucket = aws_s3_bucket.data.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = try(aws_kms_key.own[0].arn, null)
    }
  }
}

resource "aws_kms_key" "several" { # unknown: S3L302@aws_s3_bucket.other
  count = var.keys
}

resource "aws_s3_bucket" "other" {
  bucket = "acme-other"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "other" {
  bucket = aws_s3_bucket.other.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = can(aws_kms_key.several[0].arn) ? aws_kms_key.several[0].arn : null
    }
  }
}
