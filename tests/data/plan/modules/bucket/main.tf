variable "name" {
  type = string
}

variable "versioning" {
  type = bool
}

variable "log_bucket" {
  type = string
}

variable "rules" {
  type    = list(object({ id = string, days = number }))
  default = []
}

resource "aws_s3_bucket" "this" {
  bucket = var.name
}

resource "aws_s3_bucket_versioning" "this" {
  bucket = aws_s3_bucket.this.id
  versioning_configuration {
    status = var.versioning ? "Enabled" : "Suspended"
  }
}

resource "aws_s3_bucket_logging" "this" {
  bucket        = aws_s3_bucket_versioning.this.bucket
  target_bucket = var.log_bucket
  target_prefix = "${var.name}/"
}

resource "aws_s3_bucket_lifecycle_configuration" "this" {
  count  = length(var.rules) > 0 ? 1 : 0
  bucket = aws_s3_bucket.this.id

  dynamic "rule" {
    for_each = var.rules
    content {
      id     = rule.value.id
      status = "Enabled"
      filter {}
      abort_incomplete_multipart_upload {
        days_after_initiation = rule.value.days
      }
    }
  }
}

output "id" {
  value = aws_s3_bucket.this.id
}
