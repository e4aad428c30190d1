# the workspace is not known, and a map of workspaces with one value is

locals {
  s = { default = "Enabled", prod = "Enabled" }
}

resource "aws_s3_bucket" "a" {} # ok: S3L501

resource "aws_s3_bucket" "b" {}

resource "aws_s3_bucket_versioning" "a" {
  bucket = aws_s3_bucket.a.id
  versioning_configuration {
    status = local.s[terraform.workspace]
  }
}

resource "aws_s3_bucket_versioning" "b" {
  bucket = aws_s3_bucket.b.id
  versioning_configuration {
    status = terraform.workspace == "prod" ? "Enabled" : "Suspended" # unknown: S3L501@aws_s3_bucket.b
  }
}
