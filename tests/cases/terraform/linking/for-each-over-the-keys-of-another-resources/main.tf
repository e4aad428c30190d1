# for_each over the keys of another resource's instances

resource "aws_s3_bucket" "b" { # ok: S3L102@aws_s3_bucket.b["a"], S3L102@aws_s3_bucket.b["z"]
  for_each = { a = "acme-a", z = "acme-z" }
  bucket   = each.value
}

resource "aws_s3_bucket_public_access_block" "k" {
  for_each                = toset(keys(aws_s3_bucket.b))
  bucket                  = aws_s3_bucket.b[each.value].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
