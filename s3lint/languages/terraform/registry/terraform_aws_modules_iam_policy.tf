# What terraform-aws-modules/iam/aws//modules/iam-policy does with its inputs, for versions: 5, 6
# Written for s3lint from the module's documentation and behaviour (read up to 6.5.0, 2026-11-27). It holds the policy
# alone; an input that is not declared here is said.

variable "create" { default = true }        # 6
variable "create_policy" { default = true } # 5
variable "name" { default = null }
variable "name_prefix" { default = null }
variable "path" { default = null }
variable "description" { default = null }
variable "tags" { default = {} }
variable "policy" { default = "" }

resource "aws_iam_policy" "policy" {
  count       = var.create && var.create_policy ? 1 : 0
  name        = var.name
  name_prefix = var.name_prefix
  policy      = var.policy
}

output "id" { value = try(aws_iam_policy.policy[0].id, null) }
output "arn" { value = try(aws_iam_policy.policy[0].arn, null) }
output "name" { value = try(aws_iam_policy.policy[0].name, null) }
output "policy" { value = try(aws_iam_policy.policy[0].policy, null) }
