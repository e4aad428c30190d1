# What cloudposse/s3-bucket/aws does with its inputs, for versions: 3, 4
# Written for s3lint from the module's documentation and behaviour (read up to 4.14.0, 2026-11-25). It holds what
# decides about the bucket's security; an input that is not declared here leaves the bucket undecided.

variable "enabled" { default = true }
variable "bucket_name" { default = null }
variable "bucket_namespace" { default = "global" }
variable "force_destroy" {
  default  = false
  nullable = false
}
variable "tags" { default = {} }
variable "expected_bucket_owner" { default = null }

# parts of a generated name
variable "namespace" { default = null }
variable "tenant" { default = null }
variable "environment" { default = null }
variable "stage" { default = null }
variable "name" { default = null }
variable "attributes" { default = [] }
variable "delimiter" { default = null }
variable "label_order" { default = null }

variable "acl" { default = "private" }
variable "grants" {
  default  = []
  nullable = false
}
variable "s3_object_ownership" {
  default  = "ObjectWriter"
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

variable "versioning_enabled" {
  default  = true
  nullable = false
}
variable "logging" {
  default  = []
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
variable "object_lock_configuration" { default = null }
variable "context" { default = null } # names and tags
variable "lifecycle_rule_ids" { default = [] }
variable "lifecycle_rules" { default = null }
variable "lifecycle_configuration_rules" {
  default  = []
  nullable = false
}
variable "cors_configuration" {
  default  = []
  nullable = false
}
variable "transfer_acceleration_enabled" {
  default  = false
  nullable = false
}

variable "allow_ssl_requests_only" {
  default  = false
  nullable = false
}
variable "allow_encrypted_uploads_only" {
  default  = false
  nullable = false
}
variable "minimum_tls_version" { default = null }
variable "source_ip_allow_list" {
  default  = []
  nullable = false
}
variable "source_policy_documents" {
  default  = []
  nullable = false
}
variable "privileged_principal_arns" {
  default  = []
  nullable = false
}
variable "privileged_principal_actions" {
  default  = []
  nullable = false
}
variable "s3_replication_source_roles" {
  default  = []
  nullable = false
}

data "aws_canonical_user_id" "this" {}

locals {
  id  = one(aws_s3_bucket.default[*].id)
  arn = one(aws_s3_bucket.default[*].arn)

  # the generated name depends on a context object, so it is left to apply
  named = var.bucket_name != null && var.bucket_name != ""

  grants = flatten([
    for grant in coalesce(var.grants, []) : [
      for permission in grant.permissions : { grantee = grant, permission = permission }
    ]
  ])

  denied_requests = concat(
    var.allow_ssl_requests_only ? [["ForceSSLOnlyAccess", "Bool", "aws:SecureTransport", ["false"]]] : [],
    var.minimum_tls_version != null ? [["EnforceTLSVersion", "NumericLessThan", "s3:TlsVersion", [var.minimum_tls_version]]] : [],
    length(var.source_ip_allow_list) > 0 ? [["AllowIPPrincipals", "NotIpAddress", "aws:SourceIp", var.source_ip_allow_list]] : [],
  )
  denied_uploads = var.allow_encrypted_uploads_only ? [
    ["DenyIncorrectEncryptionHeader", "StringNotEquals", var.sse_algorithm],
    ["DenyUnEncryptedObjectUploads", "Null", "true"],
  ] : []
}

resource "aws_s3_bucket" "default" {
  count               = var.enabled ? 1 : 0
  bucket              = local.named ? var.bucket_name : null
  force_destroy       = var.force_destroy
  object_lock_enabled = var.object_lock_configuration != null
  tags                = var.tags
}

resource "aws_s3_bucket_public_access_block" "default" {
  count                   = var.enabled ? 1 : 0
  bucket                  = local.id
  block_public_acls       = var.block_public_acls
  block_public_policy     = var.block_public_policy
  ignore_public_acls      = var.ignore_public_acls
  restrict_public_buckets = var.restrict_public_buckets
}

resource "aws_s3_bucket_ownership_controls" "default" {
  count  = var.enabled ? 1 : 0
  bucket = local.id

  rule {
    object_ownership = var.s3_object_ownership
  }
}

resource "aws_s3_bucket_acl" "default" {
  count  = var.enabled && var.s3_object_ownership != "BucketOwnerEnforced" ? 1 : 0
  bucket = local.id
  acl    = length(local.grants) == 0 ? var.acl : null

  dynamic "access_control_policy" {
    for_each = length(local.grants) == 0 || try(length(var.acl), 0) > 0 ? [] : ["grants"]

    content {
      dynamic "grant" {
        for_each = local.grants

        content {
          permission = grant.value.permission

          grantee {
            id   = try(grant.value.grantee.id, null)
            type = grant.value.grantee.type
            uri  = try(grant.value.grantee.uri, null)
          }
        }
      }

      owner {
        id = data.aws_canonical_user_id.this.id
      }
    }
  }
}

resource "aws_s3_bucket_versioning" "default" {
  count  = var.enabled ? 1 : 0
  bucket = local.id

  versioning_configuration {
    status = var.versioning_enabled ? "Enabled" : "Suspended"
  }
}

resource "aws_s3_bucket_logging" "default" {
  for_each      = toset(var.enabled && length(var.logging) > 0 ? ["enabled"] : [])
  bucket        = local.id
  target_bucket = var.logging[0]["bucket_name"]
  target_prefix = try(var.logging[0]["prefix"], null)
}

resource "aws_s3_bucket_server_side_encryption_configuration" "default" {
  count  = var.enabled ? 1 : 0
  bucket = local.id

  rule {
    bucket_key_enabled = var.bucket_key_enabled

    apply_server_side_encryption_by_default {
      sse_algorithm     = var.sse_algorithm
      kms_master_key_id = var.kms_master_key_arn == "" ? null : var.kms_master_key_arn
    }
  }
}

resource "aws_s3_bucket_object_lock_configuration" "default" {
  count               = var.enabled && var.object_lock_configuration != null ? 1 : 0
  bucket              = local.id
  object_lock_enabled = "Enabled"

  rule {
    default_retention {
      mode  = var.object_lock_configuration.mode
      days  = try(var.object_lock_configuration.days, null)
      years = try(var.object_lock_configuration.years, null)
    }
  }
}

locals {
  # the deprecated form of lifecycle rules
  older_rules = [for number, rule in var.lifecycle_rules == null ? [] : var.lifecycle_rules : {
    id                                     = try(var.lifecycle_rule_ids[number], "rule-${number + 1}")
    enabled                                = rule.enabled
    abort_incomplete_multipart_upload_days = try(rule.abort_incomplete_multipart_upload_days, null)
    expiration                             = try(rule.enable_current_object_expiration, false) ? { days = rule.expiration_days } : null
    noncurrent_version_expiration          = try(rule.enable_noncurrent_version_expiration, false) ? { noncurrent_days = rule.noncurrent_version_expiration_days } : null
    filter_and                             = try(rule.prefix, "") == "" ? null : { prefix = rule.prefix }
  }]
  lifecycle_rules = concat(var.lifecycle_configuration_rules, local.older_rules)
}

resource "aws_s3_bucket_lifecycle_configuration" "default" {
  count  = var.enabled && length(local.lifecycle_rules) > 0 ? 1 : 0
  bucket = local.id

  dynamic "rule" {
    for_each = local.lifecycle_rules

    content {
      id     = rule.value.id
      status = try(rule.value.enabled, true) ? "Enabled" : "Disabled"

      dynamic "abort_incomplete_multipart_upload" {
        for_each = try(rule.value.abort_incomplete_multipart_upload_days, null) == null ? [] : [rule.value]
        iterator = abort

        content {
          days_after_initiation = abort.value.abort_incomplete_multipart_upload_days
        }
      }

      dynamic "expiration" {
        for_each = try([for item in [rule.value.expiration] : item if item != null], [])

        content {
          date = try(expiration.value.date, null)
          days = try(expiration.value.days, null)
        }
      }

      dynamic "noncurrent_version_expiration" {
        for_each = try([for item in [rule.value.noncurrent_version_expiration] : item if item != null], [])
        iterator = old

        content {
          noncurrent_days = try(old.value.noncurrent_days, null)
        }
      }

      dynamic "transition" {
        for_each = try([for item in rule.value.transition : item], [])

        content {
          days          = try(transition.value.days, null)
          storage_class = transition.value.storage_class
        }
      }

      filter {
        prefix = try(rule.value.filter_and.prefix, null)
      }
    }
  }
}

resource "aws_s3_bucket_cors_configuration" "default" {
  count  = var.enabled && length(var.cors_configuration) > 0 ? 1 : 0
  bucket = local.id

  dynamic "cors_rule" {
    for_each = var.cors_configuration

    content {
      allowed_methods = cors_rule.value.allowed_methods
      allowed_origins = cors_rule.value.allowed_origins
    }
  }
}

resource "aws_s3_bucket_policy" "default" {
  count = var.enabled && anytrue([
    var.allow_ssl_requests_only,
    var.allow_encrypted_uploads_only,
    length(var.s3_replication_source_roles) > 0,
    length(var.privileged_principal_arns) > 0,
    length(var.source_policy_documents) > 0,
  ]) ? 1 : 0

  bucket = local.id
  policy = data.aws_iam_policy_document.combined.json
}

data "aws_iam_policy_document" "combined" {
  source_policy_documents   = [data.aws_iam_policy_document.own.json]
  override_policy_documents = var.source_policy_documents
}

data "aws_iam_policy_document" "own" {
  dynamic "statement" {
    for_each = local.denied_uploads

    content {
      sid       = statement.value[0]
      effect    = "Deny"
      actions   = ["s3:PutObject"]
      resources = ["${local.arn}/*"]

      principals {
        type        = "*"
        identifiers = ["*"]
      }

      condition {
        test     = statement.value[1]
        variable = "s3:x-amz-server-side-encryption"
        values   = [statement.value[2]]
      }
    }
  }

  dynamic "statement" {
    for_each = local.denied_requests

    content {
      sid       = statement.value[0]
      effect    = "Deny"
      actions   = ["s3:*"]
      resources = [local.arn, "${local.arn}/*"]

      principals {
        type        = "*"
        identifiers = ["*"]
      }

      condition {
        test     = statement.value[1]
        variable = statement.value[2]
        values   = statement.value[3]
      }
    }
  }

  dynamic "statement" {
    for_each = length(var.s3_replication_source_roles) > 0 ? ["objects"] : []

    content {
      sid = "CrossAccountReplicationObjects"
      actions = [
        "s3:ReplicateObject",
        "s3:ReplicateDelete",
        "s3:ReplicateTags",
        "s3:GetObjectVersionTagging",
        "s3:ObjectOwnerOverrideToBucketOwner",
      ]
      resources = ["${local.arn}/*"]

      principals {
        type        = "AWS"
        identifiers = var.s3_replication_source_roles
      }
    }
  }

  dynamic "statement" {
    for_each = length(var.s3_replication_source_roles) > 0 ? ["bucket"] : []

    content {
      sid       = "CrossAccountReplicationBucket"
      actions   = ["s3:List*", "s3:GetBucketVersioning", "s3:PutBucketVersioning"]
      resources = [local.arn]

      principals {
        type        = "AWS"
        identifiers = var.s3_replication_source_roles
      }
    }
  }

  dynamic "statement" {
    for_each = var.privileged_principal_arns

    content {
      sid       = "AllowPrivilegedPrincipal[${statement.key}]"
      actions   = var.privileged_principal_actions
      resources = concat([local.arn], [for prefix in values(statement.value)[0] : "${local.arn}/${prefix}*"])

      principals {
        type        = "AWS"
        identifiers = [keys(statement.value)[0]]
      }
    }
  }
}

output "enabled" {
  value = var.enabled
}

output "bucket_id" {
  value = local.id
}

output "bucket_arn" {
  value = local.arn
}

output "bucket_domain_name" {
  value = one(aws_s3_bucket.default[*].bucket_domain_name)
}

output "bucket_regional_domain_name" {
  value = one(aws_s3_bucket.default[*].bucket_regional_domain_name)
}

output "bucket_region" {
  value = one(aws_s3_bucket.default[*].region)
}
