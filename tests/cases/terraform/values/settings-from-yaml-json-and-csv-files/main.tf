# settings from YAML, JSON and CSV files

locals {
  y = yamldecode(file("${path.module}/buckets.yaml"))
  j = jsondecode(file("settings.json"))
  c = csvdecode(file("${path.root}/table.csv"))
}

resource "aws_s3_bucket" "y" { # ok: S3L501@aws_s3_bucket.y["acme-a"]
  for_each = { for b in local.y.buckets : b.name => b }
  bucket   = each.key
}

resource "aws_s3_bucket" "c" { # ok: S3L501@aws_s3_bucket.c["in"]
  for_each = { for r in local.c : r.name => r }
}

resource "aws_s3_bucket" "j" {}

resource "aws_s3_bucket_versioning" "y" {
  for_each = { for b in local.y.buckets : b.name => b }
  bucket   = each.key
  versioning_configuration {
    # finding: S3L501@aws_s3_bucket.y["acme-x"], S3L501@aws_s3_bucket.y["acme-m"]
    status = try(each.value.versioned, true) ? "Enabled" : "Suspended"
  }
}

resource "aws_s3_bucket_versioning" "c" {
  for_each = { for r in local.c : r.name => r }
  bucket   = aws_s3_bucket.c[each.key].id
  versioning_configuration {
    status = tobool(each.value.v) ? "Enabled" : "Suspended" # finding: S3L501@aws_s3_bucket.c["out"]
  }
}

resource "aws_s3_bucket_versioning" "j" {
  bucket = aws_s3_bucket.j.id
  versioning_configuration {
    status = lookup(local.j, "versioning", "Enabled") # finding: S3L501@aws_s3_bucket.j
  }
}
