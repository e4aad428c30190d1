resource "aws_iam_policy" "support" {
  name   = "support"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "support:*", Resource = "*" }] })
}

module "role" {
  source      = "./role"
  policy_arns = flatten(["arn:aws:iam::aws:policy/AdministratorAccess", [aws_iam_policy.support.arn]])
}
