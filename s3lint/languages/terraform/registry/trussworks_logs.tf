# What trussworks/logs/aws does with its inputs, for versions: 16, 17, 18
# Written for s3lint from the module's documentation and behaviour (read up to 18.0.0, 2026-11-28). It holds what
# decides about the bucket's security; an input that is not declared here leaves the bucket undecided.

variable "s3_bucket_name" {}
variable "force_destroy" { default = false }
variable "tags" { default = {} }

variable "s3_bucket_acl" { default = null }
variable "control_object_ownership" { default = true }
variable "object_ownership" { default = "BucketOwnerEnforced" }
variable "create_public_access_block" { default = true }
variable "versioning_status" { default = "Disabled" }
variable "enable_mfa_delete" { default = false }
variable "kms_master_key_id" { default = "" }
variable "bucket_key_enabled" { default = false }
variable "logging_target_bucket" { default = "" }
variable "logging_target_prefix" { default = "s3/" }
variable "enable_s3_log_bucket_lifecycle_rule" { default = true }
variable "s3_log_bucket_retention" { default = 90 }
variable "noncurrent_version_retention" { default = 30 }

# who may deliver: a service that may not is denied
variable "default_allow" { default = true }
variable "allow_alb" { default = false }
variable "allow_cloudtrail" { default = false }
variable "allow_cloudwatch" { default = false }
variable "allow_config" { default = false }
variable "allow_elb" { default = false }
variable "allow_nlb" { default = false }
variable "allow_redshift" { default = false }
variable "allow_s3" { default = false }

variable "alb_account" { default = "" }
variable "alb_logs_prefixes" { default = ["alb"] }
variable "cloudtrail_accounts" { default = [] }
variable "cloudtrail_logs_prefix" { default = "cloudtrail" }
variable "cloudtrail_org_id" { default = "" }
variable "cloudwatch_logs_prefix" { default = "cloudwatch" }
variable "config_accounts" { default = [] }
variable "config_logs_prefix" { default = "config" }
variable "elb_accounts" { default = [] }
variable "elb_logs_prefix" { default = "elb" }
variable "nlb_account" { default = "" }
variable "nlb_logs_prefixes" { default = ["nlb"] }
variable "redshift_logs_prefix" { default = "redshift" }
variable "s3_logs_prefix" { default = "s3" }

data "aws_caller_identity" "current" {}
data "aws_region" "current" {}
data "aws_elb_service_account" "main" {}

locals {
  arn     = "arn:aws:s3:::${var.s3_bucket_name}"
  account = data.aws_caller_identity.current.account_id
  under   = { for name, prefix in { cloudtrail = var.cloudtrail_logs_prefix, config = var.config_logs_prefix, elb = var.elb_logs_prefix } : name => prefix == "" ? "AWSLogs" : "${prefix}/AWSLogs" }

  of_config   = length(var.config_accounts) > 0 ? var.config_accounts : [local.account]
  balancers   = { AWS = [data.aws_elb_service_account.main.arn] } # in newer regions a service
  full_rights = [["s3:x-amz-acl", "bucket-owner-full-control"]]

  # who, whether it may, what it does to the bucket and to objects, and where those are
  deliveries = [
    {
      id      = "cloudtrail", allowed = var.allow_cloudtrail, principals = { Service = ["cloudtrail.amazonaws.com"] }
      bucket  = ["s3:GetBucketAcl"], objects = ["s3:PutObject"], conditions = local.full_rights
      folders = concat([for a in length(var.cloudtrail_accounts) > 0 ? var.cloudtrail_accounts : [local.account] : "${local.under.cloudtrail}/${a}"], var.cloudtrail_org_id == "" ? [] : ["${local.under.cloudtrail}/${var.cloudtrail_org_id}"])
    },
    {
      id      = "cloudwatch", allowed = var.allow_cloudwatch, principals = { Service = ["logs.${data.aws_region.current.name}.amazonaws.com"] }
      bucket  = ["s3:GetBucketAcl"], objects = ["s3:PutObject"], conditions = local.full_rights
      folders = [var.cloudwatch_logs_prefix]
    },
    {
      id      = "elb", allowed = var.allow_elb, principals = local.balancers
      bucket  = [], objects = ["s3:PutObject"], conditions = []
      folders = [for a in length(var.elb_accounts) > 0 ? var.elb_accounts : [local.account] : "${local.under.elb}/${a}"]
    },
    {
      id      = "alb", allowed = var.allow_alb, principals = local.balancers
      bucket  = [], objects = ["s3:PutObject"], conditions = []
      folders = [for p in var.alb_logs_prefixes : join("/", compact([p, "AWSLogs", var.alb_account != "" ? var.alb_account : local.account]))]
    },
    {
      id      = "nlb", allowed = var.allow_nlb, principals = { Service = ["delivery.logs.amazonaws.com"] }
      bucket  = ["s3:GetBucketAcl"], objects = ["s3:PutObject"], conditions = local.full_rights
      folders = [for p in var.nlb_logs_prefixes : join("/", compact([p, "AWSLogs", var.nlb_account != "" ? var.nlb_account : local.account]))]
    },
    {
      id      = "redshift", allowed = var.allow_redshift, principals = { Service = ["redshift.amazonaws.com"] }
      bucket  = ["s3:GetBucketAcl"], objects = ["s3:PutObject"], conditions = []
      folders = [var.redshift_logs_prefix]
    },
    {
      id      = "s3", allowed = var.allow_s3, principals = { Service = ["logging.s3.amazonaws.com"] }
      bucket  = [], objects = ["s3:PutObject"], conditions = []
      folders = [var.s3_logs_prefix]
    },
  ]

  config = [for n, a in local.of_config : {
    id      = "config-${n}", allowed = var.allow_config, principals = { Service = ["config.amazonaws.com"] }
    bucket  = n == 0 ? ["s3:GetBucketAcl", "s3:ListBucket"] : [], objects = ["s3:PutObject", "s3:PutObjectAcl"]
    folders = [for one in local.of_config : "${local.under.config}/${one}/Config"]
    conditions = concat(local.full_rights, [["aws:SourceAccount", a]])
  }]

  statements = flatten([for one in concat(local.deliveries, local.config) : [
    { id = "${one.id}-bucket", one = one, actions = one.bucket, resources = [local.arn], conditions = [] },
    { id = "${one.id}-objects", one = one, actions = one.objects, resources = [for f in one.folders : "${local.arn}/${f}/*"], conditions = one.conditions },
  ]])
}

resource "aws_s3_bucket" "aws_logs" {
  bucket        = var.s3_bucket_name
  force_destroy = var.force_destroy
  tags          = var.tags
}

resource "aws_s3_bucket_public_access_block" "public_access_block" {
  count                   = var.create_public_access_block ? 1 : 0
  bucket                  = aws_s3_bucket.aws_logs.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "aws_logs" {
  count  = var.control_object_ownership ? 1 : 0
  bucket = aws_s3_bucket.aws_logs.id
  rule {
    object_ownership = var.object_ownership
  }
}

resource "aws_s3_bucket_acl" "aws_logs" {
  count  = var.s3_bucket_acl != null ? 1 : 0
  bucket = aws_s3_bucket.aws_logs.id
  acl    = var.s3_bucket_acl
}

resource "aws_s3_bucket_versioning" "aws_logs" {
  bucket = aws_s3_bucket.aws_logs.id
  versioning_configuration {
    status     = var.versioning_status
    mfa_delete = var.enable_mfa_delete ? "Enabled" : null
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "aws_logs" {
  bucket = aws_s3_bucket.aws_logs.id
  rule {
    id     = "expire_all_logs"
    status = var.enable_s3_log_bucket_lifecycle_rule ? "Enabled" : "Disabled"
    filter {}
    expiration {
      days = var.s3_log_bucket_retention
    }
    noncurrent_version_expiration {
      noncurrent_days = var.noncurrent_version_retention
    }
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "aws_logs" {
  bucket = aws_s3_bucket.aws_logs.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = var.kms_master_key_id == "" ? "AES256" : "aws:kms"
      kms_master_key_id = var.kms_master_key_id == "" ? null : var.kms_master_key_id
    }
    bucket_key_enabled = var.bucket_key_enabled
  }
}

resource "aws_s3_bucket_logging" "aws_logs" {
  count         = var.logging_target_bucket != "" ? 1 : 0
  bucket        = aws_s3_bucket.aws_logs.id
  target_bucket = var.logging_target_bucket
  target_prefix = var.logging_target_prefix
}

resource "aws_s3_bucket_policy" "aws_logs" {
  bucket = aws_s3_bucket.aws_logs.id
  policy = data.aws_iam_policy_document.main.json
}

data "aws_iam_policy_document" "main" {
  dynamic "statement" {
    for_each = [for one in local.statements : one if length(one.actions) > 0]

    content {
      sid       = statement.value.id
      effect    = var.default_allow || statement.value.one.allowed ? "Allow" : "Deny"
      actions   = statement.value.actions
      resources = statement.value.resources

      dynamic "principals" {
        for_each = statement.value.one.principals
        content {
          type        = principals.key
          identifiers = principals.value
        }
      }

      dynamic "condition" {
        for_each = statement.value.conditions
        content {
          test     = "StringEquals"
          variable = condition.value[0]
          values   = [condition.value[1]]
        }
      }
    }
  }

  statement {
    sid       = "enforce-tls-requests-only"
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

output "aws_logs_bucket" {
  value = aws_s3_bucket.aws_logs.id
}
output "bucket_arn" {
  value = aws_s3_bucket.aws_logs.arn
}
output "configs_logs_path" {
  value = var.config_logs_prefix
}
output "elb_logs_path" {
  value = var.elb_logs_prefix
}
output "redshift_logs_path" {
  value = var.redshift_logs_prefix
}
output "s3_bucket_policy" {
  value = data.aws_iam_policy_document.main
}
