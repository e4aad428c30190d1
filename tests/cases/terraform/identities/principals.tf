# several policies of one principal: together, denied, bounded, and given to users
variable "boundary" {}
data "aws_caller_identity" "own" {}

# reads in one policy, writes and deletes in another
resource "aws_iam_role" "together" {
  assume_role_policy = "{}"
}
resource "aws_iam_role_policy" "reads" { # ok: S3L701, S3L711
  role = aws_iam_role.together.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }] # finding: S3L701@aws_iam_role.together
  })
}
resource "aws_iam_policy" "changes" { # ok: S3L701
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["s3:PutObject", "s3:DeleteObject"], Resource = "*" }]
  })
}
resource "aws_iam_role_policy_attachment" "changes" { # ok: S3L701
  role       = aws_iam_role.together.name
  policy_arn = aws_iam_policy.changes.arn
}

# only reads
resource "aws_iam_role" "reader" {
  assume_role_policy = "{}"
}
resource "aws_iam_role_policy" "only_reads" { # ok: S3L701
  role = aws_iam_role.reader.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }] # finding: S3L711
  })
}

# what another policy of the role denies
resource "aws_iam_role" "denied" { # ok: S3L701
  assume_role_policy = "{}"
}
resource "aws_iam_role_policy" "all" { # ok: S3L701, S3L711
  role   = aws_iam_role.denied.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] })
}
resource "aws_iam_role_policy" "own_account" {
  role = aws_iam_role.denied.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny", Action = "s3:*", Resource = "*"
      Condition = { StringNotEquals = { "s3:ResourceAccount" = data.aws_caller_identity.own.account_id } }
    }]
  })
}

# boundaries: one that limits, one that does not, one that is not known
resource "aws_iam_policy" "queues" { # ok: S3L701
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sqs:*", Resource = "*" }] })
}
resource "aws_iam_role" "limited" {
  assume_role_policy   = "{}"
  permissions_boundary = aws_iam_policy.queues.arn
}
resource "aws_iam_role_policy" "limited" { # ok: S3L701, S3L702
  role   = aws_iam_role.limited.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] })
}
resource "aws_iam_role" "free" {
  assume_role_policy   = "{}"
  permissions_boundary = "arn:aws:iam::aws:policy/PowerUserAccess"
}
resource "aws_iam_role_policy" "free" {
  role = aws_iam_role.free.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] # finding: S3L701, S3L702
  })
}
resource "aws_iam_role" "bounded" {
  assume_role_policy   = "{}"
  permissions_boundary = var.boundary
}
resource "aws_iam_role_policy" "bounded" {
  role = aws_iam_role.bounded.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] # unknown: S3L701, S3L702
  })
}
resource "aws_iam_role_policy" "bounded_queues" { # ok: S3L701
  role   = aws_iam_role.bounded.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sqs:*", Resource = "*" }] })
}

# a policy that is held by one role and bounds another
resource "aws_iam_policy" "both" {
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] # finding: S3L701
  })
}
resource "aws_iam_role" "below" {
  assume_role_policy   = "{}"
  permissions_boundary = aws_iam_policy.both.arn
}
resource "aws_iam_role_policy_attachment" "both" { # ok: S3L701, S3L703
  role       = "somebody"
  policy_arn = aws_iam_policy.both.arn
}

# a managed policy is attached to a user and to a role
resource "aws_iam_policy" "one_bucket" { # ok: S3L701, S3L703
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "arn:aws:s3:::a/*" }] })
}
resource "aws_iam_user" "u" {}
resource "aws_iam_user_policy_attachment" "u" {
  user       = aws_iam_user.u.name
  policy_arn = aws_iam_policy.one_bucket.arn # finding: S3L703
}
resource "aws_iam_role_policy_attachment" "r" { # ok: S3L703
  role       = aws_iam_role.reader.name
  policy_arn = aws_iam_policy.one_bucket.arn
}
resource "aws_iam_user" "denied" {}
resource "aws_iam_user_policy_attachment" "denied" { # ok: S3L703
  user       = aws_iam_user.denied.name
  policy_arn = aws_iam_policy.one_bucket.arn
}
resource "aws_iam_user_policy" "denied" { # ok: S3L703
  user   = aws_iam_user.denied.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "s3:*", Resource = "*" }] })
}

# two known policies, and one that is not seen: together they may be everything
variable "managed" {}
resource "aws_iam_role" "unseen" { # unknown: S3L701
  assume_role_policy = "{}"
}
resource "aws_iam_role_policy" "unseen_reads" { # ok: S3L701
  role = aws_iam_role.unseen.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }]
  })
}
resource "aws_iam_role_policy" "unseen_writes" { # ok: S3L701
  role = aws_iam_role.unseen.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:PutObject", Resource = "*" }]
  })
}
resource "aws_iam_role_policy_attachment" "unseen" {
  role       = aws_iam_role.unseen.id
  policy_arn = var.managed # unknown: S3L701@aws_iam_role_policy_attachment.unseen
}
