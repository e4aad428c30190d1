# identity policies: everything, one bucket, by attachment

resource "aws_s3_bucket" "a" {}

resource "aws_iam_policy" "all" {
  # finding: S3L701@aws_iam_policy.all
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["s3:*"], Resource = ["arn:aws:s3:::*"] }] })
}

resource "aws_iam_policy" "one" { # ok: S3L701
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["s3:*"], Resource = ["${aws_s3_bucket.a.arn}/*", aws_s3_bucket.a.arn] }] })
}

resource "aws_iam_role_policy" "list" { # ok: S3L701
  role   = "r"
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:ListAllMyBuckets", Resource = "*" }] })
}
