# a wrapper that flattens what it tries

resource "aws_kms_key" "k" {
  enable_key_rotation = true
}

locals {
  sse = { rule = { default = { kms_master_key_id = aws_kms_key.k.arn, sse_algorithm = "aws:kms" } } }
}

resource "aws_s3_bucket" "b" { # ok: S3L301, S3L302
  bucket = "acme-data"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "b" {
  bucket = aws_s3_bucket.b.id
  dynamic "rule" {
    for_each = try(flatten([local.sse["rule"]]), [])
    content {
      dynamic "apply_server_side_encryption_by_default" {
        for_each = try([rule.value.default], [])
        content {
          sse_algorithm     = apply_server_side_encryption_by_default.value.sse_algorithm
          kms_master_key_id = try(apply_server_side_encryption_by_default.value.kms_master_key_id, null)
        }
      }
    }
  }
}
