# the workspaces are those that the map names
locals {
  status = {
    staging    = "Suspended"
    production = "Enabled"
  }
}

resource "aws_s3_bucket" "b" {
  bucket = "acme-data"
}

resource "aws_s3_bucket_versioning" "b" {
  bucket = aws_s3_bucket.b.id
  versioning_configuration {
    status = local.status[terraform.workspace] # finding: S3L501
  }
}
