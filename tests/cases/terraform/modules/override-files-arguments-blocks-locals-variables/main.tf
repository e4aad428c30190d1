# override files: arguments, blocks, locals, variables, modules, in the order of their names

variable "s" {
  default = "Suspended"
}

locals {
  t = "Suspended"
  u = "Enabled"
}

resource "aws_s3_bucket" "a" {} # ok: S3L501

resource "aws_s3_bucket" "b" {} # ok: S3L501

resource "aws_s3_bucket" "c" { # ok: S3L505
  versioning {
    enabled = true
  }
  lifecycle_rule {
    enabled = true
    expiration {
      days = 3
    }
  }
}

module "m" {
  source    = "./bucket"
  name      = "acme-m"
  versioned = true
}

resource "aws_s3_bucket_versioning" "a" {
  bucket = aws_s3_bucket.a.id
  versioning_configuration {
    status = var.s
  }
}

resource "aws_s3_bucket_versioning" "b" {
  bucket = aws_s3_bucket.b.id
  versioning_configuration {
    status = local.t
  }
}
