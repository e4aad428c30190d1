# setproduct of teams and stages

locals {
  pairs = { for p in setproduct(["x", "y"], ["dev", "prod"]) : "${p[0]}-${p[1]}" => { team = p[0], stage = p[1] } }
}

# finding: S3L501@aws_s3_bucket.b["x-dev"], S3L501@aws_s3_bucket.b["y-dev"]
# ok: S3L501@aws_s3_bucket.b["x-prod"], S3L501@aws_s3_bucket.b["y-prod"]
resource "aws_s3_bucket" "b" {
  for_each = local.pairs
  bucket   = "acme-${each.key}"
}

resource "aws_s3_bucket_versioning" "v" {
  for_each = { for k, v in local.pairs : k => v if v.stage == "prod" }
  bucket   = "acme-${each.key}"
  versioning_configuration {
    status = "Enabled"
  }
}
