# Planned by tests/test_terraform_plan_differential.py: every value that terraform knows must be what s3lint evaluates.

terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region                      = "eu-central-1"
  access_key                  = "made-up"
  secret_key                  = "made-up"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
  skip_region_validation      = true

  default_tags {
    tags = { owner = "platform" }
  }
}

provider "aws" {
  alias                       = "west"
  region                      = "us-west-2"
  access_key                  = "made-up"
  secret_key                  = "made-up"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
  skip_region_validation      = true
}

variable "stage" {
  type    = string
  default = "dev"
}

variable "buckets" {
  type = map(object({
    versioned = optional(bool, true)
    retention = optional(number)
    logs      = optional(object({ prefix = optional(string, "all/") }))
    readers   = optional(set(string), [])
  }))
}

variable "blocked" {
  type    = list(bool)
  default = ["true", true, false]
}

variable "legacy" {
  type    = any
  default = null
}

locals {
  prefix  = "acme-${var.stage}"
  names   = { for key, bucket in var.buckets : key => format("%s-%s", local.prefix, lower(key)) }
  logged  = { for key, bucket in var.buckets : key => bucket.logs if bucket.logs != null }
  readers = flatten([for key, bucket in var.buckets : [for reader in bucket.readers : { bucket = key, reader = reader }]])
  rules = [
    { id = "tmp", days = 7, prefix = "tmp/" },
    { id = "all", days = 365, prefix = null },
  ]
}

resource "aws_s3_bucket" "this" {
  for_each = var.buckets
  bucket   = local.names[each.key]

  tags = merge({ Stage = var.stage }, each.value.retention == null ? {} : { Retention = each.value.retention })
}

resource "aws_s3_bucket_versioning" "this" {
  for_each = { for key, bucket in var.buckets : key => bucket if bucket.versioned }
  bucket   = aws_s3_bucket.this[each.key].bucket

  versioning_configuration {
    status = each.value.versioned ? "Enabled" : "Suspended"
  }
}

resource "aws_s3_bucket_logging" "this" {
  for_each      = local.logged
  bucket        = aws_s3_bucket.this[each.key].bucket
  target_bucket = module.logs.name
  target_prefix = each.value.prefix
}

resource "aws_s3_bucket_public_access_block" "this" {
  for_each                = aws_s3_bucket.this
  bucket                  = each.value.bucket
  block_public_acls       = var.blocked[0]
  block_public_policy     = var.blocked[1]
  ignore_public_acls      = !var.blocked[2]
  restrict_public_buckets = alltrue(slice(var.blocked, 0, 2))
}

resource "aws_s3_bucket_lifecycle_configuration" "this" {
  bucket = aws_s3_bucket.this["Orders"].bucket

  dynamic "rule" {
    for_each = local.rules
    iterator = item

    content {
      id     = item.value.id
      status = "Enabled"

      filter {
        prefix = item.value.prefix
      }

      expiration {
        days = item.value.days
      }

      dynamic "noncurrent_version_expiration" {
        for_each = item.value.prefix == null ? [item.key] : []

        content {
          noncurrent_days = 30 + noncurrent_version_expiration.value
        }
      }
    }
  }

  rule {
    id     = "abort"
    status = "Enabled"
    filter {}

    abort_incomplete_multipart_upload {
      days_after_initiation = 3
    }
  }
}

data "aws_iam_policy_document" "read" {
  for_each = toset([for item in local.readers : "${item.bucket}/${item.reader}"])

  statement {
    sid       = join("", regexall("[A-Za-z0-9]", each.key))
    actions   = ["s3:GetObject", "s3:ListBucket"]
    resources = ["arn:aws:s3:::${local.names[split("/", each.key)[0]]}", "arn:aws:s3:::${local.names[split("/", each.key)[0]]}/*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${split("/", each.key)[1]}:root"]
    }
  }
}

data "aws_iam_policy_document" "bucket" {
  version                   = "2012-10-17"
  policy_id                 = "orders"
  source_policy_documents   = concat(values(data.aws_iam_policy_document.read)[*].json, [file("${path.module}/templates/base.json")])
  override_policy_documents = [templatefile("${path.module}/templates/override.json.tftpl", { sids = ["Base", "Extra"], name = local.names["Orders"] })]

  statement {
    sid         = "NoPlain"
    effect      = "Deny"
    not_actions = ["s3:ListBucket", "s3:GetObject"]
    resources   = ["*"]

    not_principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::111122223333:role/a", "arn:aws:iam::111122223333:role/b"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = [false]
    }

    condition {
      test     = "StringLike"
      variable = "s3:prefix"
      values   = ["home/&{aws:username}/*", "<all>"]
    }
  }

  dynamic "statement" {
    for_each = var.legacy == null ? { one = "*", two = "111122223333" } : {}

    content {
      not_resources = ["arn:aws:s3:::${statement.key}"]
      actions       = ["s3:*"]

      principals {
        type        = "*"
        identifiers = ["*"]
      }

      principals {
        type        = "AWS"
        identifiers = [statement.value]
      }
    }
  }

  statement {
    actions   = ["s3:PutObject"]
    resources = ["arn:aws:s3:::x/*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
}

resource "aws_s3_bucket_policy" "orders" {
  bucket = aws_s3_bucket.this["Orders"].bucket
  policy = data.aws_iam_policy_document.bucket.json
}

resource "aws_s3_bucket_policy" "inline" {
  bucket = aws_s3_bucket.this["drafts"].bucket
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [for action in sort(["s3:PutObject", "s3:GetObject"]) : {
      Effect    = "Deny"
      Principal = "*"
      Action    = action
      Resource  = "arn:aws:s3:::${local.names["drafts"]}/*"
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}

module "logs" {
  source = "./modules/store"
  name   = "${local.prefix}-logs"
  stage  = var.stage

  lifecycle_days = null
}

module "archive" {
  source   = "./modules/store"
  for_each = { cold = 90, "deep \"x\"" = 400 }
  name     = "${local.prefix}-${substr(each.key, 0, 4)}"
  stage    = "prod"

  lifecycle_days = each.value

  providers = { aws = aws.west }
}

module "spare" {
  source = "./modules/store"
  count  = var.stage == "prod" ? 2 : 1
  name   = "${local.prefix}-spare-${count.index}"
  stage  = var.stage
}

module "absent" {
  source = "./modules/store"
  count  = 0
  name   = "never"
}

resource "aws_s3_bucket" "old" {
  bucket = "${local.prefix}-old"
  acl    = "private"

  versioning {
    enabled = true
  }

  lifecycle_rule {
    id      = "x"
    enabled = tobool("true")

    expiration {
      days = ceil(29.2)
    }
  }

  dynamic "logging" {
    for_each = [module.logs.name]

    content {
      target_bucket = logging.value
      target_prefix = "${path.module == "." ? "here" : "there"}/"
    }
  }
}
