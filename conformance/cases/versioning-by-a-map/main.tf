variable "settings" {
  type    = any
  default = { versioning = { enabled = false } }
}

resource "aws_s3_bucket" "data" {
  bucket = "conformance-data"
}

resource "aws_s3_bucket_versioning" "data" {
  bucket = aws_s3_bucket.data.id

  versioning_configuration {
    status = try(var.settings.versioning.enabled, true) ? "Enabled" : "Suspended"
  }
}
