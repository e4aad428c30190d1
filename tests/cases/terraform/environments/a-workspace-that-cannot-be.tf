# in the default workspace the map has no such element: terraform rejects it, so nobody deploys it
locals {
  status = {
    staging    = "Enabled"
    production = "Enabled"
  }
}

resource "aws_s3_bucket" "b" { # ok: S3L501
  bucket = terraform.workspace == "production" ? "acme-data" : "acme-data-test"
}

resource "aws_s3_bucket_versioning" "b" {
  bucket = aws_s3_bucket.b.id
  versioning_configuration {
    status = local.status[terraform.workspace]
  }
}
