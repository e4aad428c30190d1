# a multipart rule that covers a prefix, a size or a tag is not for the whole bucket

resource "aws_s3_bucket" "a" {} # ok: S3L505

resource "aws_s3_bucket" "b" {}

resource "aws_s3_bucket" "c" {} # ok: S3L505, S3L506

resource "aws_s3_bucket_lifecycle_configuration" "a" {
  bucket = aws_s3_bucket.a.id
  rule { # finding: S3L506@aws_s3_bucket.a
    id     = "p"
    status = "Enabled"
    filter {
      prefix = "logs/"
    }
    abort_incomplete_multipart_upload {
      days_after_initiation = 1
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "b" {
  bucket = aws_s3_bucket.b.id
  rule {
    id     = "p"
    status = "Disabled" # finding: S3L505@aws_s3_bucket.b, S3L506@aws_s3_bucket.b
    abort_incomplete_multipart_upload {
      days_after_initiation = 1
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "c" {
  bucket = aws_s3_bucket.c.id
  rule {
    id     = "p"
    prefix = ""
    status = "Enabled"
    abort_incomplete_multipart_upload {
      days_after_initiation = 1
    }
  }
}
