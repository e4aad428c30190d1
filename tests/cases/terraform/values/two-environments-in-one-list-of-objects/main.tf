# two environments in one list of objects with defaults merged deeply

variable "settings" {
  type = any
  default = {
    dev  = { s3 = { versioning = false } }
    prod = {}
  }
}

locals {
  defaults = { s3 = { versioning = true, block = true } }
  merged   = { for k, v in var.settings : k => { s3 = merge(local.defaults.s3, try(v.s3, {})) } }
}

resource "aws_s3_bucket" "b" { # ok: S3L501@aws_s3_bucket.b["prod"], S3L102@aws_s3_bucket.b["dev"]
  for_each = local.merged
}

resource "aws_s3_bucket_versioning" "v" {
  for_each = local.merged
  bucket   = aws_s3_bucket.b[each.key].id
  versioning_configuration {
    status = each.value.s3.versioning ? "Enabled" : "Suspended" # finding: S3L501@aws_s3_bucket.b["dev"]
  }
}

resource "aws_s3_bucket_public_access_block" "k" {
  for_each                = { for k, v in local.merged : k => v if v.s3.block }
  bucket                  = aws_s3_bucket.b[each.key].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
