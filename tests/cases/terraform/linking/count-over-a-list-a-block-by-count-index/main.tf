# count over a list, a block by count.index, versioning by the splat's last

variable "names" {
  default = ["acme-a", "acme-b", "acme-c"]
}

# finding: S3L501@aws_s3_bucket.b[0], S3L501@aws_s3_bucket.b[1]
# ok: S3L102@aws_s3_bucket.b[0], S3L102@aws_s3_bucket.b[2], S3L501@aws_s3_bucket.b[2]
resource "aws_s3_bucket" "b" {
  count  = length(var.names)
  bucket = var.names[count.index]
}

resource "aws_s3_bucket_public_access_block" "k" {
  count                   = length(aws_s3_bucket.b)
  bucket                  = aws_s3_bucket.b[count.index].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "v" {
  bucket = element(aws_s3_bucket.b.*.id, length(var.names) - 1)
  versioning_configuration {
    status = "Enabled"
  }
}
