# an unknown set of buckets and a companion for each of them

variable "names" {
  type = set(string)
}

# finding: S3L505@aws_s3_bucket.b[*]
# ok: S3L102@aws_s3_bucket.b[*], S3L501@aws_s3_bucket.b[*]
resource "aws_s3_bucket" "b" {
  for_each = var.names
  bucket   = each.key
}

resource "aws_s3_bucket_public_access_block" "k" {
  for_each                = aws_s3_bucket.b
  bucket                  = each.value.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "v" {
  for_each = var.names
  bucket   = aws_s3_bucket.b[each.key].id
  versioning_configuration {
    status = "Enabled"
  }
}
