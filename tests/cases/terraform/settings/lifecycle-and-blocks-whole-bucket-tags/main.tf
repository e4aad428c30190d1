# lifecycle: and-blocks, whole-bucket tags, noncurrent and transitions

resource "aws_s3_bucket" "a" {} # ok: S3L505, S3L506

resource "aws_s3_bucket_lifecycle_configuration" "a" {
  bucket = aws_s3_bucket.a.id
  rule {
    id     = "tagged"
    status = "Enabled"
    filter {
      and {
        prefix = ""
        tags   = { a = "b" }
      }
    }
    expiration {
      days = 3
    }
  }
  rule {
    id     = "abort"
    status = "Enabled"
    filter {
      prefix = ""
    }
    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }
}

resource "aws_s3_bucket" "b" {} # ok: S3L505

resource "aws_s3_bucket_lifecycle_configuration" "b" {
  bucket = aws_s3_bucket.b.id
  rule { # finding: S3L506@aws_s3_bucket.b
    id     = "small"
    status = "Enabled"
    filter {
      object_size_less_than = 500
    }
    expiration {
      days = 3
    }
  }
}
