# optional with a default, given and not given and null

variable "buckets" {
  type = map(object({
    versioned = optional(bool, true)
    acl       = optional(string)
    rules     = optional(object({ days = optional(number, 7) }), {})
  }))
  default = { a = {}, b = { versioned = false }, c = { versioned = null } }
}

# ok: S3L501@aws_s3_bucket.b["a"], S3L501@aws_s3_bucket.b["c"], S3L505@aws_s3_bucket.b["a"]
# ok: S3L506@aws_s3_bucket.b["a"]
resource "aws_s3_bucket" "b" {
  for_each = var.buckets
}

resource "aws_s3_bucket_versioning" "v" {
  for_each = var.buckets
  bucket   = aws_s3_bucket.b[each.key].id
  versioning_configuration {
    status = each.value.versioned ? "Enabled" : "Disabled" # finding: S3L501@aws_s3_bucket.b["b"]
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "l" {
  for_each = var.buckets
  bucket   = aws_s3_bucket.b[each.key].id
  rule {
    id     = "all"
    status = each.value.rules.days == 7 ? "Enabled" : "Disabled"
    filter {}
    abort_incomplete_multipart_upload {
      days_after_initiation = each.value.rules.days
    }
  }
}
