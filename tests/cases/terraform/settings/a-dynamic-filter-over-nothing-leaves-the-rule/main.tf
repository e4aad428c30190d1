# a dynamic filter over nothing leaves the rule for the whole bucket

variable "prefix" {
  default = null
}

resource "aws_s3_bucket" "a" {} # ok: S3L506

resource "aws_s3_bucket_lifecycle_configuration" "a" {
  bucket = aws_s3_bucket.a.id
  rule {
    id     = "p"
    status = "Enabled"
    dynamic "filter" {
      for_each = var.prefix == null ? [] : [var.prefix]
      content {
        prefix = filter.value
      }
    }
    abort_incomplete_multipart_upload {
      days_after_initiation = 1
    }
  }
}
