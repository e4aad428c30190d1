# a pair of settings in two maps: merge and lookup by key

locals {
  common = { versioned = "Enabled" }
  per    = { a = {}, z = { versioned = "Suspended" } }
}

resource "aws_s3_bucket" "b" { # ok: S3L501@aws_s3_bucket.b["a"]
  for_each = local.per
}

resource "aws_s3_bucket_versioning" "v" {
  for_each = local.per
  bucket   = aws_s3_bucket.b[each.key].id
  versioning_configuration {
    status = merge(local.common, each.value)["versioned"] # finding: S3L501@aws_s3_bucket.b["z"]
  }
}
