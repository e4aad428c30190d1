variable "bucket" {}

variable "block_public_policy" {
  type = bool
}

variable "versioning" {
  type    = map(string)
  default = {}
}

# ok: S3L102@module.w.module.b["one"].aws_s3_bucket.this, S3L501@module.w.module.b["one"].aws_s3_bucket.this
resource "aws_s3_bucket" "this" {
  bucket = var.bucket
}

resource "aws_s3_bucket_public_access_block" "this" {
  bucket                  = aws_s3_bucket.this.id
  block_public_acls       = true
  # finding: S3L102@module.w.module.b["two"].aws_s3_bucket.this
  block_public_policy     = var.block_public_policy
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "this" {
  count  = length(keys(var.versioning)) > 0 ? 1 : 0
  bucket = aws_s3_bucket.this.id
  versioning_configuration {
    # finding: S3L501@module.w.module.b["two"].aws_s3_bucket.this
    status = try(var.versioning["enabled"] ? "Enabled" : "Suspended", tobool(var.versioning["status"]) ? "Enabled" : "Suspended")
  }
}
