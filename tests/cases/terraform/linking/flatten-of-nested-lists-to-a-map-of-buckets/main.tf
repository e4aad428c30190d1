# flatten of nested lists to a map of buckets

variable "teams" {
  default = [
    { name = "x", buckets = [{ n = "in", v = true }, { n = "out", v = false }] },
    { name = "y", buckets = [] },
  ]
}

locals {
  flat = flatten([for t in var.teams : [for b in t.buckets : { key = "${t.name}-${b.n}", v = b.v }]])
}

resource "aws_s3_bucket" "b" { # finding: S3L501@aws_s3_bucket.b["x-out"] # ok: S3L501@aws_s3_bucket.b["x-in"]
  for_each = { for f in local.flat : f.key => f }
  bucket   = "acme-${each.value.key}"
}

resource "aws_s3_bucket_versioning" "v" {
  for_each = { for f in local.flat : f.key => f if f.v }
  bucket   = aws_s3_bucket.b[each.key].id
  versioning_configuration {
    status = "Enabled"
  }
}
