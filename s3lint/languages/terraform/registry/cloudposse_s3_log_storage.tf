# What cloudposse/s3-log-storage/aws does with its inputs, for versions: 1, 2
# Written for s3lint from the module's documentation and behaviour (read up to 2.0.0, 2026-11-28). It is
# cloudposse/s3-bucket/aws with other defaults; an input that is not declared here leaves the bucket undecided.

variable "enabled" { default = true }
variable "bucket_name" {
  default  = ""
  nullable = false
}
variable "force_destroy" {
  default  = false
  nullable = false
}
variable "acl" { default = "log-delivery-write" }
variable "grants" {
  default  = []
  nullable = false
}
variable "source_policy_documents" {
  default  = []
  nullable = false
}
variable "policy" { default = null } # of version 1
variable "s3_object_ownership" {
  default  = "BucketOwnerPreferred"
  nullable = false
}
variable "versioning_enabled" {
  default  = true
  nullable = false
}
variable "sse_algorithm" {
  default  = "AES256"
  nullable = false
}
variable "kms_master_key_arn" {
  default  = ""
  nullable = false
}
variable "bucket_key_enabled" {
  default  = false
  nullable = false
}
variable "block_public_acls" {
  default  = true
  nullable = false
}
variable "block_public_policy" {
  default  = true
  nullable = false
}
variable "ignore_public_acls" {
  default  = true
  nullable = false
}
variable "restrict_public_buckets" {
  default  = true
  nullable = false
}
variable "access_log_bucket_name" {
  default  = ""
  nullable = false
}
variable "access_log_bucket_prefix" {
  default  = "logs/"
  nullable = false
}
variable "allow_encrypted_uploads_only" {
  default  = false
  nullable = false
}
variable "allow_ssl_requests_only" {
  default  = true
  nullable = false
}
variable "object_lock_configuration" { default = null }
variable "lifecycle_configuration_rules" {
  default  = []
  nullable = false
}

# one rule of older inputs, where none of the newer form is given
variable "lifecycle_rule_enabled" { default = null }
variable "lifecycle_prefix" { default = null }
variable "lifecycle_tags" { default = null }
variable "abort_incomplete_multipart_upload_days" { default = null }
variable "enable_glacier_transition" { default = null }
variable "enable_noncurrent_version_expiration" { default = null }
variable "expiration_days" { default = null }
variable "standard_transition_days" { default = null }
variable "glacier_transition_days" { default = null }
variable "noncurrent_version_transition_days" { default = null }
variable "noncurrent_version_expiration_days" { default = null }

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
  has_older_rule = var.lifecycle_rule_enabled == null ? length(var.lifecycle_configuration_rules) == 0 : var.lifecycle_rule_enabled
  older_rule = {
    enabled                                        = true
    prefix                                         = var.lifecycle_prefix
    tags                                           = var.lifecycle_tags
    abort_incomplete_multipart_upload_days         = coalesce(var.abort_incomplete_multipart_upload_days, 5)
    enable_glacier_transition                      = coalesce(var.enable_glacier_transition, true)
    enable_deeparchive_transition                  = false
    enable_standard_ia_transition                  = true
    enable_current_object_expiration               = true
    enable_noncurrent_version_expiration           = coalesce(var.enable_noncurrent_version_expiration, true)
    expiration_days                                = coalesce(var.expiration_days, 90)
    standard_transition_days                       = coalesce(var.standard_transition_days, 30)
    glacier_transition_days                        = coalesce(var.glacier_transition_days, 60)
    deeparchive_transition_days                    = null
    noncurrent_version_glacier_transition_days     = coalesce(var.noncurrent_version_transition_days, 30)
    noncurrent_version_deeparchive_transition_days = null
    noncurrent_version_expiration_days             = coalesce(var.noncurrent_version_expiration_days, 90)
  }
}

module "aws_s3_bucket" {
  source  = "cloudposse/s3-bucket/aws"
  version = "4.10.0"

  enabled                       = var.enabled
  bucket_name                   = var.bucket_name
  acl                           = var.acl
  grants                        = var.grants
  force_destroy                 = var.force_destroy
  versioning_enabled            = var.versioning_enabled
  source_policy_documents       = var.policy == null || var.policy == "" ? var.source_policy_documents : concat(var.source_policy_documents, [var.policy])
  lifecycle_configuration_rules = var.lifecycle_configuration_rules
  lifecycle_rule_ids            = local.has_older_rule ? ["older"] : null
  lifecycle_rules               = local.has_older_rule ? [local.older_rule] : null
  logging                       = var.access_log_bucket_name == "" ? [] : [{ bucket_name = var.access_log_bucket_name, prefix = var.access_log_bucket_prefix }]
  sse_algorithm                 = var.sse_algorithm
  kms_master_key_arn            = var.kms_master_key_arn
  bucket_key_enabled            = var.bucket_key_enabled
  allow_encrypted_uploads_only  = var.allow_encrypted_uploads_only
  allow_ssl_requests_only       = var.allow_ssl_requests_only
  block_public_acls             = var.block_public_acls
  block_public_policy           = var.block_public_policy
  ignore_public_acls            = var.ignore_public_acls
  restrict_public_buckets       = var.restrict_public_buckets
  s3_object_ownership           = var.s3_object_ownership
  object_lock_configuration     = var.object_lock_configuration
  context                       = var.context
  namespace                     = var.namespace
  name                          = var.name
  tags                          = var.tags
}

output "bucket_domain_name" {
  value = module.aws_s3_bucket.bucket_domain_name
}
output "bucket_id" {
  value = module.aws_s3_bucket.bucket_id
}
output "bucket_arn" {
  value = module.aws_s3_bucket.bucket_arn
}
output "enabled" {
  value = var.enabled
}
