# a name from random_id and from random_pet

resource "random_id" "r" {
  byte_length = 4
}

resource "random_pet" "p" {}

resource "aws_s3_bucket" "b" { # finding: S3L501 # ok: S3L102
  bucket = "acme-${random_id.r.hex}"
}

resource "aws_s3_bucket" "c" { # finding: S3L102 # ok: S3L501
  bucket = "acme-${random_pet.p.id}"
}

resource "aws_s3_bucket_public_access_block" "k" {
  bucket                  = "acme-${random_id.r.hex}"
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "v" {
  bucket = format("acme-%s", random_pet.p.id)
  versioning_configuration {
    status = "Enabled"
  }
}
