# What holds for account 111111111111, and for the organization.
terraform {
  backend "s3" {
    bucket = "acme-terraform-state"
    key    = "baseline/terraform.tfstate"
    region = "eu-west-1"
  }
}

provider "aws" {
  region = "eu-west-1"
}

resource "aws_s3_account_public_access_block" "this" {
  block_public_acls       = true
  ignore_public_acls      = true
  block_public_policy     = true
  restrict_public_buckets = true
}

resource "aws_cloudtrail" "organization" {
  name                  = "acme-organization"
  s3_bucket_name        = "acme-central-logs"
  is_multi_region_trail = true
  is_organization_trail = true

  event_selector {
    read_write_type = "All"

    data_resource {
      type   = "AWS::S3::Object"
      values = ["arn:aws:s3"]
    }
  }
}
