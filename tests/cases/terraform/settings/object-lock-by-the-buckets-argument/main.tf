# object lock by the bucket's argument and by the resource

resource "aws_s3_bucket" "a" { # ok: S3L503
  object_lock_enabled = true
}

resource "aws_s3_bucket" "b" {} # ok: S3L503, S3L501

resource "aws_s3_bucket_versioning" "b" {
  bucket = aws_s3_bucket.b.id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_object_lock_configuration" "b" {
  bucket = aws_s3_bucket.b.id
  rule {
    default_retention {
      mode = "COMPLIANCE"
      days = 5
    }
  }
}

resource "aws_s3_bucket" "unversioned" {} # finding: S3L503, S3L501

resource "aws_s3_bucket_object_lock_configuration" "unversioned" {
  bucket = aws_s3_bucket.unversioned.id
}

# the provider creates the bucket with it
resource "aws_s3_bucket" "as_in_v3" { # ok: S3L503, S3L501
  object_lock_configuration {
    object_lock_enabled = "Enabled"
  }
}

resource "aws_s3_bucket" "refused" {
  object_lock_enabled = true
}

resource "aws_s3_bucket_versioning" "refused" {
  bucket = aws_s3_bucket.refused.id
  versioning_configuration {
    status = "Suspended" # finding: S3L501, S3L503
  }
}

resource "aws_s3_bucket" "c" { # finding: S3L503
  object_lock_enabled = false
}
