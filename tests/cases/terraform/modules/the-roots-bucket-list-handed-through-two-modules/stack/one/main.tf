variable "name" {}

variable "on" {}

# finding: S3L501@module.stack.module.b["out"].aws_s3_bucket.this
# finding: S3L102@module.stack.module.b["out"].aws_s3_bucket.this
# ok: S3L501@module.stack.module.b["in"].aws_s3_bucket.this
# ok: S3L102@module.stack.module.b["in"].aws_s3_bucket.this
resource "aws_s3_bucket" "this" {
  bucket = "acme-${var.name}"
}

resource "aws_s3_bucket_versioning" "this" {
  count  = var.on ? 1 : 0
  bucket = one(aws_s3_bucket.this[*].id)
  versioning_configuration {
    status = "Enabled"
  }
}

output "id" {
  value = one(concat(aws_s3_bucket_versioning.this[*].bucket, var.on ? [] : [aws_s3_bucket.this.id]))
}
