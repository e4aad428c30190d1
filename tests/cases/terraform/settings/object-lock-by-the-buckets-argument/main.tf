# object lock by the bucket's argument and by the resource

resource "aws_s3_bucket" "a" { # ok: S3L503
  object_lock_enabled = true
}

resource "aws_s3_bucket" "b" {} # ok: S3L503

resource "aws_s3_bucket_object_lock_configuration" "b" {
  bucket = aws_s3_bucket.b.id
  rule {
    default_retention {
      mode = "COMPLIANCE"
      days = 5
    }
  }
}

resource "aws_s3_bucket" "c" { # finding: S3L503
  object_lock_enabled = false
}
