# Replicas in another account belong to the source's, and their key is one of their region.
provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["111122223333"]
}
provider "aws" {
  alias  = "copy"
  region = "eu-central-1"
  assume_role {
    role_arn = "arn:aws:iam::444455556666:role/deploy"
  }
}
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket_versioning" "data" {
  bucket = aws_s3_bucket.data.id
  versioning_configuration {
    status = "Enabled"
  }
}
resource "aws_s3_bucket" "copy" {
  provider = aws.copy
  bucket   = "acme-copy"
}
resource "aws_s3_bucket_versioning" "copy" {
  provider = aws.copy
  bucket   = aws_s3_bucket.copy.id
  versioning_configuration {
    status = "Enabled"
  }
}
resource "aws_s3_bucket_ownership_controls" "copy" {
  provider = aws.copy
  bucket   = aws_s3_bucket.copy.id
  rule {
    object_ownership = "BucketOwnerPreferred"
  }
}
resource "aws_kms_key" "source" {}
resource "aws_kms_key" "copy" {
  provider = aws.copy
}
resource "aws_s3_bucket_replication_configuration" "data" {
  bucket = aws_s3_bucket.data.id
  role   = "arn:aws:iam::111122223333:role/replication"
  rule { # finding: S3L509@aws_s3_bucket.data
    id     = "owner and key"
    status = "Enabled"
    source_selection_criteria {
      sse_kms_encrypted_objects {
        status = "Enabled"
      }
    }
    destination {
      bucket = aws_s3_bucket.copy.arn
      encryption_configuration {
        replica_kms_key_id = aws_kms_key.source.arn
      }
    }
  }
}
resource "aws_s3_bucket" "good" { # ok: S3L509
  bucket = "acme-good"
}
resource "aws_s3_bucket_versioning" "good" {
  bucket = aws_s3_bucket.good.id
  versioning_configuration {
    status = "Enabled"
  }
}
resource "aws_s3_bucket_replication_configuration" "good" {
  bucket = aws_s3_bucket.good.id
  role   = "arn:aws:iam::111122223333:role/replication"
  rule {
    status = "Enabled"
    source_selection_criteria {
      sse_kms_encrypted_objects {
        status = "Enabled"
      }
    }
    destination {
      bucket  = aws_s3_bucket.copy.arn
      account = "444455556666"
      access_control_translation {
        owner = "Destination"
      }
      encryption_configuration {
        replica_kms_key_id = aws_kms_key.copy.arn
      }
    }
  }
}
