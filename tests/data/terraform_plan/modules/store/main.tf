terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

variable "name" {
  type = string
}

variable "stage" {
  type     = string
  default  = "dev"
  nullable = false
}

variable "lifecycle_days" {
  type     = number
  default  = 10
  nullable = true
}

resource "aws_s3_bucket" "this" {
  bucket        = var.name
  force_destroy = var.stage != "prod"
}

module "guard" {
  source = "../guard"
  bucket = one([aws_s3_bucket.this.bucket])
  strict = var.stage == "prod"
}

resource "aws_s3_bucket_lifecycle_configuration" "this" {
  count  = var.lifecycle_days == null ? 0 : 1
  bucket = aws_s3_bucket.this.bucket

  rule {
    id     = "${basename(path.module)}-${coalesce(var.lifecycle_days, 0)}"
    status = "Enabled"
    filter {}
    expiration {
      days = var.lifecycle_days
    }
  }
}

output "name" {
  value = aws_s3_bucket.this.bucket
}
