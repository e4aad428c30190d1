# an open condition over for_each keeps both kinds of buckets

variable "prod" {
  type = bool
}

# finding: S3L501@aws_s3_bucket.b["x"]
# ok: S3L102@aws_s3_bucket.b["x"], S3L102@aws_s3_bucket.b["y"], S3L501@aws_s3_bucket.b["y"]
resource "aws_s3_bucket" "b" {
  for_each = var.prod ? toset(["x", "y"]) : toset(["x"])
}

resource "aws_s3_bucket_public_access_block" "k" {
  for_each                = var.prod ? toset(["x", "y"]) : toset(["x"])
  bucket                  = aws_s3_bucket.b[each.key].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "v" {
  for_each = var.prod ? toset(["y"]) : toset([])
  bucket   = aws_s3_bucket.b[each.key].id
  versioning_configuration {
    status = "Enabled"
  }
}
