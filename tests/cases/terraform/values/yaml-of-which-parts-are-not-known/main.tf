# a file of settings with the account in it is read as well as one without
data "aws_caller_identity" "here" {}

variable "state" { # unknown: S3L501@aws_s3_bucket.listed[*]
  type = string
}

locals {
  buckets = yamldecode(templatefile("${path.module}/buckets.yaml", {
    account = data.aws_caller_identity.here.account_id
    state   = var.state
  }))
}

resource "aws_s3_bucket" "all" {
  for_each = local.buckets.all
  bucket   = each.value.name
}

resource "aws_s3_bucket_versioning" "all" {
  for_each = local.buckets.all
  bucket   = aws_s3_bucket.all[each.key].id
  versioning_configuration {
    # finding: S3L501@aws_s3_bucket.all["plain"]
    # ok: S3L501@aws_s3_bucket.all["quoted"]
    # unknown: S3L501@aws_s3_bucket.all["open"]
    status = each.value.state
  }
}

# a part in brackets may be several items, a part before a colon is a key
locals {
  listed = yamldecode("names: [acme-one, ${var.state}]")
  keyed  = yamldecode("${var.state}: 1\nnames: [acme-two]")
}

resource "aws_s3_bucket" "listed" {
  for_each = toset(local.listed.names)
  bucket   = each.value
}

resource "aws_s3_bucket_versioning" "listed" {
  for_each = toset(["acme-one"])
  bucket   = each.value
  versioning_configuration {
    status = "Enabled"
  }
}
