# a policy document that is looped and counted, with override and source documents

resource "aws_s3_bucket" "b" { # ok: S3L103@aws_s3_bucket.b["shut"], S3L201@aws_s3_bucket.b["shut"]
  for_each = toset(["open", "shut"])
  bucket   = "acme-${each.key}"
}

data "aws_iam_policy_document" "base" {
  for_each = aws_s3_bucket.b
  statement {
    sid       = "Read"
    actions   = ["s3:GetObject"]
    resources = ["${each.value.arn}/*"]
    principals {
      type        = "*"
      identifiers = ["*"] # finding: S3L103@aws_s3_bucket.b["open"]
    }
  }
}

data "aws_iam_policy_document" "override" {
  count = 1
  statement {
    sid       = "Read"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.b["shut"].arn, "${aws_s3_bucket.b["shut"].arn}/*"]
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

data "aws_iam_policy_document" "all" {
  for_each                  = aws_s3_bucket.b
  source_policy_documents   = [data.aws_iam_policy_document.base[each.key].json]
  override_policy_documents = each.key == "shut" ? data.aws_iam_policy_document.override[*].json : []
}

resource "aws_s3_bucket_policy" "p" { # finding: S3L201@aws_s3_bucket.b["open"]
  for_each = aws_s3_bucket.b
  bucket   = each.value.id
  policy   = data.aws_iam_policy_document.all[each.key].json
}
