# What trussworks/s3-private-bucket/aws does with its inputs, for versions: 8, 9
# Written for s3lint from the module's documentation and behaviour (read up to 9.0.1, 2026-11-28). It holds what
# decides about the bucket's security; an input that is not declared here leaves the bucket undecided.

variable "bucket" {}
variable "use_account_alias_prefix" { default = true }
variable "use_random_suffix" { default = false }
variable "tags" { default = {} }
variable "enable_bucket_force_destroy" { default = false }

variable "custom_bucket_policy" { default = "" }
variable "enable_s3_public_access_block" { default = true }
variable "s3_bucket_acl" { default = null }
variable "control_object_ownership" { default = true }
variable "object_ownership" { default = "BucketOwnerEnforced" }
variable "versioning_status" { default = "Enabled" }
variable "kms_master_key_id" { default = "" }
variable "bucket_key_enabled" { default = false }
variable "logging_bucket" { default = "" }
variable "cors_rules" { default = [] }
variable "abort_incomplete_multipart_upload_days" { default = 14 }

# without bearing on the bucket's security
variable "enable_analytics" { default = true }
variable "enable_bucket_inventory" { default = false }
variable "inventory_bucket_format" { default = "ORC" }
variable "schedule_frequency" { default = "Weekly" }
variable "lifecycle_aws_bucket_analytics_expiration" { default = 30 }
variable "lifecycle_aws_bucket_inventory_expiration" { default = 14 }
variable "transfer_acceleration" { default = null }
variable "transition_default_minimum_object_size" { default = "all_storage_classes_128K" }

data "aws_caller_identity" "current" {}
data "aws_iam_account_alias" "current" {
  count = var.use_account_alias_prefix ? 1 : 0
}

locals {
  prefix = var.use_account_alias_prefix ? "${data.aws_iam_account_alias.current[0].account_alias}-" : ""
  name   = "${local.prefix}${var.bucket}"
  arn    = "arn:aws:s3:::${local.name}" # the policy spells the name out, also where a random one is made of it
}

resource "aws_s3_bucket" "private_bucket" {
  bucket        = var.use_random_suffix ? null : local.name
  bucket_prefix = var.use_random_suffix ? local.name : null
  force_destroy = var.enable_bucket_force_destroy
  tags          = var.tags
}

resource "aws_s3_bucket_public_access_block" "public_access_block" {
  count                   = var.enable_s3_public_access_block ? 1 : 0
  bucket                  = aws_s3_bucket.private_bucket.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "private_bucket" {
  count  = var.control_object_ownership ? 1 : 0
  bucket = aws_s3_bucket.private_bucket.id
  rule {
    object_ownership = var.object_ownership
  }
}

resource "aws_s3_bucket_acl" "private_bucket" {
  count  = var.s3_bucket_acl != null ? 1 : 0
  bucket = aws_s3_bucket.private_bucket.id
  acl    = var.s3_bucket_acl
}

resource "aws_s3_bucket_versioning" "private_bucket" {
  bucket = aws_s3_bucket.private_bucket.id
  versioning_configuration {
    status = var.versioning_status
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "private_bucket" {
  bucket = aws_s3_bucket.private_bucket.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = var.kms_master_key_id == "" ? "AES256" : "aws:kms"
      kms_master_key_id = var.kms_master_key_id == "" ? null : var.kms_master_key_id
    }
    bucket_key_enabled = var.bucket_key_enabled
  }
}

resource "aws_s3_bucket_logging" "private_bucket" {
  count         = var.logging_bucket != "" ? 1 : 0
  bucket        = aws_s3_bucket.private_bucket.id
  target_bucket = var.logging_bucket
  target_prefix = "s3/${local.name}/"
}

# old versions expire after a year, unless an input that is not declared here says otherwise
resource "aws_s3_bucket_lifecycle_configuration" "private_bucket" {
  bucket = aws_s3_bucket.private_bucket.id
  rule {
    id     = "abort-incomplete-multipart-upload"
    status = "Enabled"
    filter {}
    abort_incomplete_multipart_upload {
      days_after_initiation = var.abort_incomplete_multipart_upload_days
    }
    noncurrent_version_expiration {
      noncurrent_days = 365
    }
  }
}

# S3 writes both into the bucket itself
resource "aws_s3_bucket_analytics_configuration" "private_analytics_config" {
  count  = var.enable_analytics ? 1 : 0
  bucket = aws_s3_bucket.private_bucket.id
  name   = "Analytics"
  storage_class_analysis {
    data_export {
      destination {
        s3_bucket_destination {
          bucket_arn = aws_s3_bucket.private_bucket.arn
          prefix     = "_AWSBucketAnalytics"
        }
      }
    }
  }
}

resource "aws_s3_bucket_inventory" "inventory" {
  count                    = var.enable_bucket_inventory ? 1 : 0
  bucket                   = aws_s3_bucket.private_bucket.id
  name                     = "BucketInventory"
  included_object_versions = "All"
  schedule {
    frequency = var.schedule_frequency
  }
  destination {
    bucket {
      format     = var.inventory_bucket_format
      bucket_arn = aws_s3_bucket.private_bucket.arn
      prefix     = "_AWSBucketInventory/"
    }
  }
}

resource "aws_s3_bucket_cors_configuration" "private_bucket" {
  count  = length(var.cors_rules)
  bucket = aws_s3_bucket.private_bucket.id
  cors_rule {
    allowed_methods = var.cors_rules[count.index].allowed_methods
    allowed_origins = var.cors_rules[count.index].allowed_origins
  }
}

resource "aws_s3_bucket_policy" "private_bucket" {
  bucket = aws_s3_bucket.private_bucket.id
  policy = data.aws_iam_policy_document.supplemental_policy.json
}

data "aws_iam_policy_document" "supplemental_policy" {
  source_policy_documents = [var.custom_bucket_policy]

  # plain HTTP is refused for objects, and not for the bucket itself
  statement {
    sid       = "enforce-tls-requests-only"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = ["${local.arn}/*"]
    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }

  statement {
    sid       = "inventory-and-analytics"
    actions   = ["s3:PutObject"]
    resources = ["${local.arn}/*"]
    principals {
      type        = "Service"
      identifiers = ["s3.amazonaws.com"]
    }
    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = [local.arn]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
    condition {
      test     = "StringEquals"
      variable = "s3:x-amz-acl"
      values   = ["bucket-owner-full-control"]
    }
  }
}

output "id" {
  value = aws_s3_bucket.private_bucket.id
}
output "arn" {
  value = aws_s3_bucket.private_bucket.arn
}
output "name" {
  value = local.name
}
output "bucket_domain_name" {
  value = aws_s3_bucket.private_bucket.bucket_domain_name
}
output "bucket_regional_domain_name" {
  value = aws_s3_bucket.private_bucket.bucket_regional_domain_name
}
