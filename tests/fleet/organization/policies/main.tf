# Policies of buckets that others make: one named, one known by the state of its repository.
provider "aws" {
  region = "eu-west-1"
}

data "terraform_remote_state" "shop" {
  backend = "s3"

  config = {
    bucket = "acme-terraform-state"
    key    = "shop/terraform.tfstate"
    region = "eu-west-1"
  }
}

resource "aws_s3_bucket_policy" "assets" {
  bucket = "acme-site-assets"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "s3:GetObject"
      Resource  = "arn:aws:s3:::acme-site-assets/*"
    }]
  })
}

resource "aws_s3_bucket_policy" "invoices" {
  bucket = data.terraform_remote_state.shop.outputs.invoices

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::333333333333:root" }
      Action    = "s3:GetObject"
      Resource  = "arn:aws:s3:::acme-shop-invoices/*"
    }]
  })
}
