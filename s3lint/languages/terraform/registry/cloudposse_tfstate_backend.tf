# What cloudposse/tfstate-backend/aws does with its inputs, for versions: 1
# Written for s3lint from the module's documentation and behaviour (read up to 1.9.0, 2026-11-28). It holds what
# decides about the bucket's security; an input that is not declared here leaves the bucket undecided.

variable "enabled" { default = true }
variable "bucket_enabled" { default = true }
variable "s3_bucket_name" { default = "" }
variable "force_destroy" { default = false }
variable "arn_format" { default = "arn:aws" }

variable "acl" { default = "private" }
variable "bucket_ownership_enforced_enabled" { default = true }
variable "enable_public_access_block" { default = true }
variable "block_public_acls" { default = true }
variable "ignore_public_acls" { default = true }
variable "block_public_policy" { default = true }
variable "restrict_public_buckets" { default = true }
variable "prevent_unencrypted_uploads" { default = true }
variable "source_policy_documents" { default = [] }
variable "mfa_delete" { default = false }
variable "sse_encryption" { default = "AES256" }
variable "kms_master_key_id" { default = null }
variable "logging" { default = [] }
variable "s3_state_lock_enabled" { default = false }

# of the table, the backend's configuration and names: without bearing on the bucket's security
variable "billing_mode" { default = "PAY_PER_REQUEST" }
variable "deletion_protection_enabled" { default = false }
variable "dynamodb_enabled" { default = true }
variable "dynamodb_table_name" { default = null }
variable "enable_point_in_time_recovery" { default = true }
variable "read_capacity" { default = 5 }
variable "write_capacity" { default = 5 }
variable "profile" { default = "" }
variable "role_arn" { default = "" }
variable "terraform_backend_config_file_name" { default = "terraform.tf" }
variable "terraform_backend_config_file_path" { default = "" }
variable "terraform_backend_config_template_file" { default = "" }
variable "terraform_state_file" { default = "terraform.tfstate" }
variable "terraform_version" { default = null }
variable "namespace" { default = null }
variable "tenant" { default = null }
variable "environment" { default = null }
variable "stage" { default = null }
variable "name" { default = null }
variable "attributes" { default = [] }
variable "delimiter" { default = null }
variable "label_order" { default = null }
variable "context" { default = null }
variable "tags" { default = {} }

locals {
  made = var.enabled && var.bucket_enabled
  id   = one(aws_s3_bucket.default[*].id)
  arn  = one(aws_s3_bucket.default[*].arn)

  # the generated name depends on a context object, so it is left to apply
  named = var.s3_bucket_name != null && var.s3_bucket_name != ""
}

resource "aws_s3_bucket" "default" {
  count         = local.made ? 1 : 0
  bucket        = local.named ? var.s3_bucket_name : null
  force_destroy = var.force_destroy
  tags          = var.tags
}

resource "aws_s3_bucket_public_access_block" "default" {
  count                   = local.made && var.enable_public_access_block ? 1 : 0
  bucket                  = local.id
  block_public_acls       = var.block_public_acls
  ignore_public_acls      = var.ignore_public_acls
  block_public_policy     = var.block_public_policy
  restrict_public_buckets = var.restrict_public_buckets
}

resource "aws_s3_bucket_ownership_controls" "default" {
  count  = local.made ? 1 : 0
  bucket = local.id
  rule {
    object_ownership = var.bucket_ownership_enforced_enabled ? "BucketOwnerEnforced" : "BucketOwnerPreferred"
  }
}

resource "aws_s3_bucket_acl" "default" {
  count  = local.made && !var.bucket_ownership_enforced_enabled ? 1 : 0
  bucket = local.id
  acl    = var.acl
}

resource "aws_s3_bucket_versioning" "default" {
  count  = local.made ? 1 : 0
  bucket = local.id
  versioning_configuration {
    status     = "Enabled"
    mfa_delete = var.mfa_delete ? "Enabled" : "Disabled"
  }
}

resource "aws_s3_bucket_object_lock_configuration" "default" {
  count  = var.enabled && var.s3_state_lock_enabled ? 1 : 0
  bucket = local.id
  rule {
    default_retention {
      mode = "GOVERNANCE"
      days = 7
    }
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "default" {
  count  = local.made ? 1 : 0
  bucket = local.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = var.sse_encryption
      kms_master_key_id = var.kms_master_key_id
    }
  }
}

resource "aws_s3_bucket_logging" "default" {
  count         = local.made && length(var.logging) > 0 ? 1 : 0
  bucket        = local.id
  target_bucket = var.logging[0].target_bucket
  target_prefix = var.logging[0].target_prefix
}

resource "aws_s3_bucket_policy" "default" {
  count  = local.made ? 1 : 0
  bucket = local.id
  policy = data.aws_iam_policy_document.aggregated_policy.json
}

data "aws_iam_policy_document" "aggregated_policy" {
  source_policy_documents   = [data.aws_iam_policy_document.bucket_policy.json]
  override_policy_documents = var.source_policy_documents
}

data "aws_iam_policy_document" "bucket_policy" {
  dynamic "statement" {
    for_each = var.prevent_unencrypted_uploads ? [
      ["DenyIncorrectEncryptionHeader", "StringNotEquals", ["AES256", "aws:kms"]],
      ["DenyUnEncryptedObjectUploads", "Null", ["true"]],
    ] : []

    content {
      sid       = statement.value[0]
      effect    = "Deny"
      actions   = ["s3:PutObject"]
      resources = ["${local.arn}/*"]
      principals {
        type        = "AWS"
        identifiers = ["*"]
      }
      condition {
        test     = statement.value[1]
        variable = "s3:x-amz-server-side-encryption"
        values   = statement.value[2]
      }
    }
  }

  statement {
    sid       = "EnforceTlsRequestsOnly"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [local.arn, "${local.arn}/*"]
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
}

output "s3_bucket_id" {
  value = local.id
}
output "s3_bucket_arn" {
  value = local.arn
}
output "s3_bucket_domain_name" {
  value = one(aws_s3_bucket.default[*].bucket_domain_name)
}
