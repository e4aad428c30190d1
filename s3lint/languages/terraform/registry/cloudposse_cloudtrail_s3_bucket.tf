# What cloudposse/cloudtrail-s3-bucket/aws does with its inputs, for versions: 0
# Written for s3lint from the module's documentation and behaviour (read up to 0.31.0, 2026-11-28). It is
# cloudposse/s3-log-storage/aws that CloudTrail and Config may write to; an input that is not declared here leaves the
# bucket undecided.

variable "enabled" { default = true }
variable "acl" { default = "log-delivery-write" }
variable "policy" { default = "" }
variable "force_destroy" { default = false }
variable "versioning_enabled" { default = false }
variable "sse_algorithm" { default = "AES256" }
variable "kms_master_key_arn" { default = "" }
variable "block_public_acls" { default = true }
variable "block_public_policy" { default = true }
variable "ignore_public_acls" { default = true }
variable "restrict_public_buckets" { default = true }
variable "access_log_bucket_name" { default = "" }
variable "create_access_log_bucket" { default = false }
variable "allow_ssl_requests_only" { default = true }
variable "object_lock_configuration" { default = null }
variable "lifecycle_rule_enabled" { default = true }
variable "lifecycle_prefix" { default = "" }
variable "lifecycle_tags" { default = {} }
variable "abort_incomplete_multipart_upload_days" { default = 5 }
variable "enable_glacier_transition" { default = false }
variable "expiration_days" { default = 90 }
variable "glacier_transition_days" { default = 60 }
variable "standard_transition_days" { default = 30 }
variable "noncurrent_version_expiration_days" { default = 90 }
variable "noncurrent_version_transition_days" { default = 30 }

# names and tags
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
  has_own_log_bucket = var.enabled && var.create_access_log_bucket
}

data "aws_iam_policy_document" "default" {
  source_policy_documents = var.policy == "" ? null : [var.policy]

  statement {
    sid       = "AWSCloudTrailAclCheck"
    actions   = ["s3:GetBucketAcl"]
    resources = [module.s3_bucket.bucket_arn]
    principals {
      type        = "Service"
      identifiers = ["cloudtrail.amazonaws.com"]
    }
  }

  statement {
    sid       = "AWSCloudTrailWrite"
    actions   = ["s3:PutObject"]
    resources = ["${module.s3_bucket.bucket_arn}/*"]
    principals {
      type        = "Service"
      identifiers = ["cloudtrail.amazonaws.com", "config.amazonaws.com"]
    }
    condition {
      test     = "StringEquals"
      variable = "s3:x-amz-acl"
      values   = ["bucket-owner-full-control"]
    }
  }
}

module "s3_bucket" {
  source  = "cloudposse/s3-log-storage/aws"
  version = "1.4.5"

  enabled                                = var.enabled
  acl                                    = var.acl
  policy                                 = data.aws_iam_policy_document.default.json
  access_log_bucket_name                 = local.has_own_log_bucket ? module.s3_access_log_bucket.bucket_id : var.access_log_bucket_name
  force_destroy                          = var.force_destroy
  versioning_enabled                     = var.versioning_enabled
  sse_algorithm                          = var.sse_algorithm
  kms_master_key_arn                     = var.kms_master_key_arn
  block_public_acls                      = var.block_public_acls
  block_public_policy                    = var.block_public_policy
  ignore_public_acls                     = var.ignore_public_acls
  restrict_public_buckets                = var.restrict_public_buckets
  allow_ssl_requests_only                = var.allow_ssl_requests_only
  object_lock_configuration              = var.object_lock_configuration
  lifecycle_rule_enabled                 = var.lifecycle_rule_enabled
  lifecycle_prefix                       = var.lifecycle_prefix
  lifecycle_tags                         = var.lifecycle_tags
  abort_incomplete_multipart_upload_days = var.abort_incomplete_multipart_upload_days
  enable_glacier_transition              = var.enable_glacier_transition
  expiration_days                        = var.expiration_days
  glacier_transition_days                = var.glacier_transition_days
  standard_transition_days               = var.standard_transition_days
  noncurrent_version_expiration_days     = var.noncurrent_version_expiration_days
  noncurrent_version_transition_days     = var.noncurrent_version_transition_days
  tags                                   = var.tags
}

module "s3_access_log_bucket" {
  source  = "cloudposse/s3-log-storage/aws"
  version = "1.4.5"

  enabled                                = local.has_own_log_bucket
  acl                                    = var.acl
  bucket_name                            = var.access_log_bucket_name
  force_destroy                          = var.force_destroy
  versioning_enabled                     = var.versioning_enabled
  sse_algorithm                          = var.sse_algorithm
  kms_master_key_arn                     = var.kms_master_key_arn
  block_public_acls                      = var.block_public_acls
  block_public_policy                    = var.block_public_policy
  ignore_public_acls                     = var.ignore_public_acls
  restrict_public_buckets                = var.restrict_public_buckets
  allow_ssl_requests_only                = var.allow_ssl_requests_only
  object_lock_configuration              = var.object_lock_configuration
  lifecycle_rule_enabled                 = var.lifecycle_rule_enabled
  lifecycle_prefix                       = var.lifecycle_prefix
  lifecycle_tags                         = var.lifecycle_tags
  abort_incomplete_multipart_upload_days = var.abort_incomplete_multipart_upload_days
  enable_glacier_transition              = var.enable_glacier_transition
  expiration_days                        = var.expiration_days
  glacier_transition_days                = var.glacier_transition_days
  standard_transition_days               = var.standard_transition_days
  noncurrent_version_expiration_days     = var.noncurrent_version_expiration_days
  noncurrent_version_transition_days     = var.noncurrent_version_transition_days
  tags                                   = var.tags
}

output "bucket_domain_name" {
  value = module.s3_bucket.bucket_domain_name
}
output "bucket_id" {
  value = module.s3_bucket.bucket_id
}
output "bucket_arn" {
  value = module.s3_bucket.bucket_arn
}
