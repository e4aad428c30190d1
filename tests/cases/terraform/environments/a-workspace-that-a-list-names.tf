# the workspaces are those that the list names, and any other
locals {
  is_live = contains(["staging", "production"], terraform.workspace)
}

resource "aws_s3_bucket" "b" {
  bucket = "acme-data"
}

resource "aws_s3_bucket_versioning" "b" {
  bucket = aws_s3_bucket.b.id
  versioning_configuration {
    status = local.is_live ? "Enabled" : "Suspended" # finding: S3L501
  }
}
