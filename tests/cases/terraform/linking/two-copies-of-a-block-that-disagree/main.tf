# two copies of a block that disagree

resource "aws_s3_bucket" "a" {} # ok: S3L501, S3L102

resource "aws_s3_bucket_versioning" "v" {
  bucket = aws_s3_bucket.a.id
  versioning_configuration {
    status = contains(["dev", "prod"], "prod") ? "Enabled" : "Suspended"
  }
}

resource "aws_s3_bucket_public_access_block" "k" {
  bucket                  = aws_s3_bucket.a.id
  block_public_acls       = alltrue([true, true])
  block_public_policy     = anytrue([false, true])
  ignore_public_acls      = length(regexall("^a", "abc")) == 1
  restrict_public_buckets = startswith("abc", "a") && !endswith("abc", "x")
}
