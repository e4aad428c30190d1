# A default encryption's key is in the bucket's region.
provider "aws" {
  region = "eu-west-1"
}
provider "aws" {
  alias  = "america"
  region = "us-east-1"
}
provider "aws" {
  alias   = "open"
  profile = "open"
}
resource "aws_kms_key" "europe" {}
resource "aws_s3_bucket" "america" {
  provider = aws.america
  bucket   = "acme-america"
}
resource "aws_s3_bucket_server_side_encryption_configuration" "america" {
  provider = aws.america
  bucket   = aws_s3_bucket.america.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.europe.arn # finding: S3L301@aws_s3_bucket.america
    }
  }
}
resource "aws_s3_bucket" "open" {
  provider = aws.open
  bucket   = "acme-open"
}
resource "aws_s3_bucket_server_side_encryption_configuration" "open" {
  provider = aws.open
  bucket   = aws_s3_bucket.open.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.europe.arn # unknown: S3L301@aws_s3_bucket.open
    }
  }
}
resource "aws_s3_bucket" "europe" { # ok: S3L301
  bucket = "acme-europe"
}
resource "aws_s3_bucket_server_side_encryption_configuration" "europe" {
  bucket = aws_s3_bucket.europe.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.europe.arn
    }
  }
}
# of its own region, with v6 of the provider
resource "aws_s3_bucket" "moved" {
  bucket = "acme-moved"
  region = "us-east-1"
}
resource "aws_s3_bucket_server_side_encryption_configuration" "moved" {
  bucket = aws_s3_bucket.moved.id
  region = "us-east-1"
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.europe.arn # finding: S3L301@aws_s3_bucket.moved
    }
  }
}
# a name is looked for in the bucket's region
resource "aws_s3_bucket" "named" { # ok: S3L301
  provider = aws.america
  bucket   = "acme-named"
}
resource "aws_s3_bucket_server_side_encryption_configuration" "named" {
  provider = aws.america
  bucket   = aws_s3_bucket.named.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = "alias/data"
    }
  }
}
