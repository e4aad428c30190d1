# Two users of one name in two accounts: neither reads, writes and deletes everything.
provider "aws" {
  allowed_account_ids = ["111122223333"]
}
provider "aws" {
  alias               = "other"
  profile             = "other"
  allowed_account_ids = ["444455556666"]
}
resource "aws_iam_user_policy" "reads" { # ok: S3L701
  user   = "backup"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["s3:GetObject", "s3:PutObject"], Resource = "*" }]
  })
}
resource "aws_iam_user_policy" "deletes" { # ok: S3L701
  provider = aws.other
  user     = "backup"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:DeleteObject", Resource = "*" }]
  })
}
