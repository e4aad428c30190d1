# in the default workspace the lookup falls back: it may be deployed
locals {
  status = {
    staging    = "Enabled"
    production = "Enabled"
  }
}

resource "aws_s3_bucket" "b" {
  bucket = terraform.workspace == "production" ? "acme-data" : "acme-data-test"
}

resource "aws_s3_bucket_versioning" "b" {
  bucket = aws_s3_bucket.b.id
  versioning_configuration {
    status = try(local.status[terraform.workspace], "Suspended") # finding: S3L501
  }
}
