# for_each of grouped values

locals {
  rows   = [{ b = "a", k = 1 }, { b = "a", k = 2 }, { b = "z", k = 3 }]
  groups = { for r in local.rows : r.b => r.k... }
}

resource "aws_s3_bucket" "b" { # finding: S3L501@aws_s3_bucket.b["z"] # ok: S3L501@aws_s3_bucket.b["a"]
  for_each = local.groups
}

resource "aws_s3_bucket_versioning" "v" {
  for_each = { for k, l in local.groups : k => l if length(l) > 1 }
  bucket   = aws_s3_bucket.b[each.key].id
  versioning_configuration {
    status = "Enabled"
  }
}
