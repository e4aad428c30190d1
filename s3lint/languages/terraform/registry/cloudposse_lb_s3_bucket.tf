# What cloudposse/lb-s3-bucket/aws does with its inputs, for versions: 0
# Written for s3lint from the module's documentation and behaviour (read up to 0.20.0, 2026-11-28). It is
# cloudposse/s3-log-storage/aws that load balancers may write to; an input that is not declared here leaves the bucket
# undecided.

variable "enabled" { default = true }
variable "bucket_name" { default = null }
variable "acl" { default = "log-delivery-write" }
variable "force_destroy" { default = false }
variable "access_log_bucket_name" { default = "" }
variable "access_log_bucket_prefix" { default = null }
variable "s3_object_ownership" { default = "BucketOwnerPreferred" }
variable "allow_ssl_requests_only" { default = true }
variable "versioning_enabled" { default = true }
variable "lifecycle_configuration_rules" { default = [] }
variable "lifecycle_rule_enabled" { default = false }
variable "lifecycle_prefix" { default = "" }
variable "enable_glacier_transition" { default = true }
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

data "aws_elb_service_account" "default" {}

data "aws_iam_policy_document" "default" {
  statement {
    actions   = ["s3:PutObject"]
    resources = ["${module.s3_bucket.bucket_arn}/*"]
    principals {
      type        = "AWS"
      identifiers = [data.aws_elb_service_account.default.arn]
    }
  }

  statement {
    actions   = ["s3:PutObject"]
    resources = ["${module.s3_bucket.bucket_arn}/*"]
    principals {
      type        = "Service"
      identifiers = ["delivery.logs.amazonaws.com"]
    }
    condition {
      test     = "StringEquals"
      variable = "s3:x-amz-acl"
      values   = ["bucket-owner-full-control"]
    }
  }

  statement {
    actions   = ["s3:GetBucketAcl"]
    resources = [module.s3_bucket.bucket_arn]
    principals {
      type        = "Service"
      identifiers = ["delivery.logs.amazonaws.com"]
    }
  }
}

module "s3_bucket" {
  source  = "cloudposse/s3-log-storage/aws"
  version = "1.4.3"

  enabled                            = var.enabled
  acl                                = var.acl
  bucket_name                        = var.bucket_name
  source_policy_documents            = [data.aws_iam_policy_document.default.json]
  force_destroy                      = var.force_destroy
  versioning_enabled                 = var.versioning_enabled
  allow_ssl_requests_only            = var.allow_ssl_requests_only
  access_log_bucket_name             = var.access_log_bucket_name
  access_log_bucket_prefix           = var.access_log_bucket_prefix
  s3_object_ownership                = var.s3_object_ownership
  lifecycle_configuration_rules      = var.lifecycle_configuration_rules
  lifecycle_rule_enabled             = var.lifecycle_rule_enabled
  lifecycle_prefix                   = var.lifecycle_prefix
  enable_glacier_transition          = var.enable_glacier_transition
  expiration_days                    = var.expiration_days
  glacier_transition_days            = var.glacier_transition_days
  standard_transition_days           = var.standard_transition_days
  noncurrent_version_expiration_days = var.noncurrent_version_expiration_days
  noncurrent_version_transition_days = var.noncurrent_version_transition_days
  tags                               = var.tags
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
