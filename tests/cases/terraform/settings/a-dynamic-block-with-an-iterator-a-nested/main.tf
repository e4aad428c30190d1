# a dynamic block with an iterator, a nested dynamic block and labels of a set

resource "aws_s3_bucket" "a" {} # ok: S3L505, S3L506

locals {
  rules = [{ id = "x", on = false, parts = [] }, { id = "y", on = true, parts = [5] }]
}

resource "aws_s3_bucket_lifecycle_configuration" "l" {
  bucket = aws_s3_bucket.a.id
  dynamic "rule" {
    for_each = local.rules
    iterator = r
    content {
      id     = r.value.id
      status = r.value.on ? "Enabled" : "Disabled"
      filter {
        prefix = ""
      }
      dynamic "abort_incomplete_multipart_upload" {
        for_each = r.value.parts
        content {
          days_after_initiation = abort_incomplete_multipart_upload.value
        }
      }
    }
  }
}
