terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

provider "aws" {
  region                      = var.region
  access_key                  = "made-up"
  secret_key                  = "made-up"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variable "region" {
  default = "eu-west-1"
}

variable "token" {
  default   = "hidden-value"
  sensitive = true
}

variable "kinds" {
  type    = set(string)
  default = ["Reports", "raw"]
}

locals {
  shared_name = "acme-shared"
}

module "data" {
  source   = "./modules/bucket"
  for_each = var.kinds

  name       = lower("acme-${each.key}")
  versioning = each.key == "raw"
  log_bucket = aws_s3_bucket.logs.id
  rules      = each.key == "raw" ? [{ id = "tidy", days = 7 }] : []
}

resource "aws_s3_bucket" "logs" {
  bucket_prefix = "acme-logs-"
}

resource "aws_s3_bucket_public_access_block" "logs" {
  bucket                  = aws_s3_bucket.logs.bucket
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket" "pair" {
  count  = 2
  bucket = "acme-pair-${count.index}"
  tags   = { Token = var.token }
}

resource "aws_s3_bucket_versioning" "pair" {
  count  = 2
  bucket = aws_s3_bucket.pair[count.index].id
  versioning_configuration {
    status = count.index == 0 ? "Enabled" : "Suspended"
  }
}

resource "aws_s3_bucket" "shared" {
  bucket = local.shared_name
}

data "aws_iam_policy_document" "shared" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.shared.arn}/*"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
}

resource "aws_s3_bucket_policy" "shared" {
  bucket = aws_s3_bucket.shared.id
  policy = data.aws_iam_policy_document.shared.json
}

resource "aws_s3_bucket_public_access_block" "reports" {
  bucket              = module.data["Reports"].id
  block_public_policy = true
}

resource "aws_kms_key" "shared" {
  description = "for the shared bucket"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "shared" {
  bucket = aws_s3_bucket.shared.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.shared.arn
    }
  }
}
