# Uploads of customers: access logs go to the bucket of another repository, replicas to another account.
terraform {
  backend "s3" {
    bucket = "acme-terraform-state"
    key    = "shop/terraform.tfstate"
    region = "eu-west-1"
  }
}

provider "aws" {
  region = "eu-west-1"
}

resource "aws_s3_bucket" "uploads" {
  bucket = "acme-shop-uploads"
}

resource "aws_s3_bucket_versioning" "uploads" {
  bucket = aws_s3_bucket.uploads.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_logging" "uploads" {
  bucket        = aws_s3_bucket.uploads.id
  target_bucket = "acme-central-logs"
  target_prefix = "shop/"
}

resource "aws_s3_bucket_replication_configuration" "uploads" {
  bucket = aws_s3_bucket.uploads.id
  role   = "arn:aws:iam::111111111111:role/replication"

  rule {
    status = "Enabled"

    destination {
      bucket = "arn:aws:s3:::acme-shop-replica"
    }
  }
}

resource "aws_s3_bucket" "invoices" {
  bucket = "acme-shop-invoices"
}

output "invoices" {
  value = aws_s3_bucket.invoices.id
}
