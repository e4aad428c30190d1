# for_each filtered over the buckets leaves one out

variable "buckets" {
  default = { raw = { versioned = true }, scratch = { versioned = false } }
}

# finding: S3L501@aws_s3_bucket.b["scratch"]
# ok: S3L501@aws_s3_bucket.b["raw"]
resource "aws_s3_bucket" "b" {
  for_each = var.buckets
  bucket   = "acme-${each.key}"
}

resource "aws_s3_bucket_versioning" "v" {
  for_each = { for k, b in aws_s3_bucket.b : k => b if var.buckets[k].versioned }
  bucket   = each.value.bucket
  versioning_configuration {
    status = "Enabled"
  }
}
