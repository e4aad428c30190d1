# managed policies by name, by ARN, in a list and not known
variable "arns" {
  type = list(string)
}
variable "arn" {}
variable "name" {}
variable "account" {}
data "aws_caller_identity" "own" {}
data "aws_iam_policy" "full" {
  name = "AmazonS3FullAccess"
}
data "aws_iam_policy" "full_by_arn" {
  arn = "arn:aws:iam::aws:policy/AmazonS3FullAccess"
}
data "aws_iam_policy" "below_a_path" {
  name        = "AmazonS3FullAccess"
  path_prefix = "/team/"
}
data "aws_iam_policy" "queues" {
  name = "AmazonSQSReadOnlyAccess"
}
data "aws_iam_policy" "any" {
  name = var.name
}
data "terraform_remote_state" "other" {
  backend = "local"
}
resource "aws_iam_policy" "own" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sqs:*", Resource = "*" }] })
}
resource "aws_iam_role" "r" { # ok: S3L701
  name                = "r"
  assume_role_policy  = "{}"
  managed_policy_arns = concat([aws_iam_policy.own.arn], var.arns) # unknown: S3L701
}
resource "aws_iam_role" "known" { # ok: S3L701
  assume_role_policy  = "{}"
  managed_policy_arns = [aws_iam_policy.own.arn]
}
resource "aws_iam_role" "given" {
  assume_role_policy  = "{}"
  managed_policy_arns = var.arns # unknown: S3L701
}
resource "aws_iam_role" "inline" { # unknown: S3L701
  assume_role_policy = "{}"
  dynamic "inline_policy" {
    for_each = var.arns
    content {
      name   = "i"
      policy = inline_policy.value
    }
  }
}
resource "aws_iam_role_policy_attachment" "full" {
  role       = aws_iam_role.r.name
  policy_arn = data.aws_iam_policy.full.arn # finding: S3L701
}
resource "aws_iam_role_policy_attachment" "full_by_arn" {
  role       = aws_iam_role.r.name
  policy_arn = data.aws_iam_policy.full_by_arn.arn # finding: S3L701
}
resource "aws_iam_role_policy_attachment" "below_a_path" {
  role       = aws_iam_role.r.name
  policy_arn = data.aws_iam_policy.below_a_path.arn # unknown: S3L701
}
resource "aws_iam_role_policy_attachment" "queues" { # ok: S3L701
  role       = aws_iam_role.r.name
  policy_arn = data.aws_iam_policy.queues.arn
}
resource "aws_iam_role_policy_attachment" "any" {
  role       = aws_iam_role.r.name
  policy_arn = data.aws_iam_policy.any.arn # unknown: S3L701
}
resource "aws_iam_role_policy_attachment" "given" {
  role       = aws_iam_role.r.name
  policy_arn = var.arn # unknown: S3L701
}
resource "aws_iam_role_policy_attachment" "other" {
  role       = aws_iam_role.r.name
  policy_arn = data.terraform_remote_state.other.outputs.arn # unknown: S3L701
}
resource "aws_iam_role_policy_attachment" "account" {
  role       = aws_iam_role.r.name
  policy_arn = "arn:aws:iam::${var.account}:policy/AmazonS3FullAccess" # unknown: S3L701
}
resource "aws_iam_role_policy_attachment" "of_own_account" { # ok: S3L701
  role       = aws_iam_role.r.name
  policy_arn = "arn:aws:iam::${data.aws_caller_identity.own.account_id}:policy/${var.name}"
}
resource "aws_iam_role_policy_attachment" "either" {
  role       = aws_iam_role.r.name
  policy_arn = var.name == "a" ? data.aws_iam_policy.full.arn : aws_iam_policy.own.arn # unknown: S3L701
}
resource "aws_iam_role_policy_attachment" "own" { # ok: S3L701
  role       = aws_iam_role.r.name
  policy_arn = aws_iam_policy.own.arn
}
resource "aws_iam_role_policy_attachments_exclusive" "r" {
  role_name   = aws_iam_role.r.name
  policy_arns = ["arn:aws:iam::aws:policy/AmazonS3FullAccess"] # finding: S3L701, S3L702
}
resource "aws_iam_user_policy_attachments_exclusive" "u" {
  user_name   = "u"
  policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] # finding: S3L703
}
resource "aws_iam_group_policy_attachments_exclusive" "g" {
  group_name  = "g"
  policy_arns = var.arns # unknown: S3L701
}
resource "aws_ssoadmin_managed_policy_attachment" "all" {
  instance_arn       = "arn:aws:sso:::instance/ssoins-1111111111111111"
  permission_set_arn = "arn:aws:sso:::permissionSet/ssoins-1111111111111111/ps-1111111111111111"
  managed_policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess" # finding: S3L701, S3L702
}
resource "aws_ssoadmin_permission_set_inline_policy" "all" {
  instance_arn       = "arn:aws:sso:::instance/ssoins-1111111111111111"
  permission_set_arn = "arn:aws:sso:::permissionSet/ssoins-1111111111111111/ps-1111111111111111"
  inline_policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] # finding: S3L701, S3L702
  })
}
