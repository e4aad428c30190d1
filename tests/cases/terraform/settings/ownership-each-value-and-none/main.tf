# ownership: each value and none

# ok: S3L105@aws_s3_bucket.b["BucketOwnerEnforced"], S3L105@aws_s3_bucket.b["none"]
resource "aws_s3_bucket" "b" {
  for_each = toset(["BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter", "none"])
}

resource "aws_s3_bucket_ownership_controls" "o" {
  for_each = { for k, b in aws_s3_bucket.b : k => b.id if k != "none" }
  bucket   = each.value
  rule {
    # finding: S3L105@aws_s3_bucket.b["BucketOwnerPreferred"], S3L105@aws_s3_bucket.b["ObjectWriter"]
    object_ownership = each.key
  }
}
