# What terraform-aws-modules/iam/aws//modules/iam-role does with its inputs, for versions: 6
# Written for s3lint from the module's documentation and behaviour (read up to 6.5.0, 2026-11-27). It holds the policies
# that the role has, not who may assume it; an input that is not declared here is said.

variable "create" { default = true }
variable "name" { default = null }
variable "use_name_prefix" { default = true }
variable "policies" { default = {} }
variable "permissions_boundary" { default = null }
variable "create_inline_policy" { default = false }
variable "source_inline_policy_documents" { default = [] }
variable "override_inline_policy_documents" { default = [] }
variable "inline_policy_permissions" {
  default  = {}
  nullable = false
}

# without bearing on what the role may do
variable "create_instance_profile" { default = false }
variable "description" { default = null }
variable "enable_bitbucket_oidc" { default = false }
variable "enable_github_oidc" { default = false }
variable "enable_oidc" { default = false }
variable "enable_saml" { default = false }
variable "github_provider" { default = null }
variable "max_session_duration" { default = null }
variable "oidc_account_id" { default = null }
variable "oidc_audiences" { default = [] }
variable "oidc_provider_urls" { default = [] }
variable "oidc_subjects" { default = [] }
variable "oidc_wildcard_subjects" { default = [] }
variable "path" { default = null }
variable "saml_endpoints" { default = [] }
variable "saml_provider_ids" { default = [] }
variable "saml_trust_actions" { default = [] }
variable "tags" { default = {} }
variable "trust_policy_conditions" { default = [] }
variable "trust_policy_permissions" { default = null }

resource "aws_iam_role" "this" {
  count                = var.create ? 1 : 0
  name                 = var.use_name_prefix ? null : var.name
  name_prefix          = var.use_name_prefix ? "${var.name}-" : null
  permissions_boundary = var.permissions_boundary
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each   = { for key, arn in var.policies : key => arn if var.create }
  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}

data "aws_iam_policy_document" "inline" {
  count                     = var.create && var.create_inline_policy ? 1 : 0
  source_policy_documents   = var.source_inline_policy_documents
  override_policy_documents = var.override_inline_policy_documents

  dynamic "statement" {
    for_each = var.inline_policy_permissions
    content {
      sid           = try(coalesce(statement.value.sid, statement.key), statement.key)
      effect        = try(statement.value.effect, null)
      actions       = try(statement.value.actions, null)
      not_actions   = try(statement.value.not_actions, null)
      resources     = try(statement.value.resources, null)
      not_resources = try(statement.value.not_resources, null)

      dynamic "condition" {
        for_each = try(coalesce(statement.value.condition, []), [])
        content {
          test     = condition.value.test
          variable = condition.value.variable
          values   = condition.value.values
        }
      }
    }
  }
}

resource "aws_iam_role_policy" "inline" {
  count  = var.create && var.create_inline_policy ? 1 : 0
  role   = aws_iam_role.this[0].name
  policy = data.aws_iam_policy_document.inline[0].json
}

output "name" { value = try(aws_iam_role.this[0].name, null) }
output "arn" { value = try(aws_iam_role.this[0].arn, null) }
output "unique_id" { value = try(aws_iam_role.this[0].unique_id, null) }
