# for_each chained over the buckets themselves, by key and by value

# ok: S3L102@aws_s3_bucket.b["raw"], S3L102@aws_s3_bucket.b["clean"], S3L501@aws_s3_bucket.b["raw"]
# ok: S3L501@aws_s3_bucket.b["clean"]
resource "aws_s3_bucket" "b" {
  for_each = toset(["raw", "clean"])
  bucket   = "acme-${each.key}"
}

resource "aws_s3_bucket_public_access_block" "k" {
  for_each                = aws_s3_bucket.b
  bucket                  = aws_s3_bucket.b[each.key].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "v" {
  for_each = aws_s3_bucket.b
  bucket   = each.value.id
  versioning_configuration {
    status = "Enabled"
  }
}
