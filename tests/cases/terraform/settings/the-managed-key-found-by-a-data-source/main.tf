# the managed key found by a data source, a customer's by its alias

data "aws_kms_alias" "s3" {
  name = "alias/aws/s3" # finding: S3L302@aws_s3_bucket.b["x"]
}

data "aws_kms_key" "s3" {
  key_id = "alias/aws/s3" # finding: S3L302@aws_s3_bucket.b["y"]
}

data "aws_kms_alias" "own" {
  name = "alias/acme"
}

resource "aws_s3_bucket" "b" { # ok: S3L302@aws_s3_bucket.b["z"]
  for_each = {
    x = data.aws_kms_alias.s3.target_key_arn
    y = data.aws_kms_key.s3.arn
    z = data.aws_kms_alias.own.arn
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "e" {
  for_each = {
    x = data.aws_kms_alias.s3.target_key_arn
    y = data.aws_kms_key.s3.arn
    z = data.aws_kms_alias.own.arn
  }
  bucket = aws_s3_bucket.b[each.key].id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = each.value
    }
  }
}
