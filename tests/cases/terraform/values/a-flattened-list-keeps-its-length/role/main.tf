variable "policy_arns" {
  type = list(string)
}

resource "aws_iam_role" "r" {
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}

# ok: S3L701@module.role.aws_iam_role_policy_attachment.a[1]
resource "aws_iam_role_policy_attachment" "a" {
  count      = length(var.policy_arns)
  role       = aws_iam_role.r.name
  policy_arn = var.policy_arns[count.index] # finding: S3L701@module.role.aws_iam_role_policy_attachment.a[0]
}
