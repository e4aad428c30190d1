# dynamic rules of a variable without a default

variable "rules" {
  type = list(object({ id = string }))
}

resource "aws_s3_bucket" "a" {} # unknown: S3L505

resource "aws_s3_bucket_lifecycle_configuration" "a" {
  bucket = aws_s3_bucket.a.id
  dynamic "rule" {
    for_each = var.rules
    content {
      id     = rule.value.id
      status = "Enabled"
      filter {}
      expiration {
        days = 3
      }
    }
  }
}

resource "aws_s3_bucket" "b" {} # ok: S3L505, S3L506

resource "aws_s3_bucket_lifecycle_configuration" "b" {
  bucket = aws_s3_bucket.b.id
  rule {
    id     = "fixed"
    status = "Enabled"
    filter {}
    abort_incomplete_multipart_upload {
      days_after_initiation = 3
    }
  }
  dynamic "rule" {
    for_each = var.rules
    content {
      id     = rule.value.id
      status = "Enabled"
      filter {}
      expiration {
        days = 3
      }
    }
  }
}
