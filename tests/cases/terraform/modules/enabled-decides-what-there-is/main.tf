# OpenTofu 1.11: a block that is not enabled does not exist, and protects nothing

variable "off" {
  default = false
}

variable "open" { # unknown: S3L102@aws_s3_bucket.perhaps
  type = bool
}

resource "aws_s3_bucket" "off" { # none: S3L102@aws_s3_bucket.off
  lifecycle {
    enabled = var.off
  }
}

module "off" {
  source = "./m"

  lifecycle {
    enabled = var.off
  }
}

resource "aws_s3_bucket" "bare" {} # finding: S3L102@aws_s3_bucket.bare
resource "aws_s3_bucket_public_access_block" "bare" {
  bucket                  = aws_s3_bucket.bare.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true

  lifecycle {
    enabled = var.off
  }
}

resource "aws_s3_bucket" "perhaps" {}
resource "aws_s3_bucket_public_access_block" "perhaps" {
  bucket                  = aws_s3_bucket.perhaps.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true

  lifecycle {
    enabled = var.open
  }
}

resource "aws_s3_bucket" "both" { # ok: S3L102@aws_s3_bucket.both
  lifecycle {
    enabled = var.open
  }
}
resource "aws_s3_bucket_public_access_block" "both" {
  bucket                  = aws_s3_bucket.both.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true

  lifecycle {
    enabled = var.open
  }
}
