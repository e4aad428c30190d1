# can and try over attributes that are missing

locals {
  o = { x = { y = 1 } }
}

resource "aws_s3_bucket" "a" {} # ok: S3L501

resource "aws_s3_bucket" "b" {}

resource "aws_s3_bucket_versioning" "a" {
  bucket = aws_s3_bucket.a.id
  versioning_configuration {
    status = can(local.o.x.z) ? "Suspended" : "Enabled"
  }
}

resource "aws_s3_bucket_versioning" "b" {
  bucket = aws_s3_bucket.b.id
  versioning_configuration {
    # finding: S3L501@aws_s3_bucket.b
    status = try(local.o.q.r, local.o.x.y == 1 ? "Suspended" : null, "Enabled")
  }
}
