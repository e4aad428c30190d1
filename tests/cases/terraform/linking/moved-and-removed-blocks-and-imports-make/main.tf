# moved and removed blocks and imports make nothing
# none: S3L102@aws_s3_bucket.old, S3L102@aws_s3_bucket.gone

moved {
  from = aws_s3_bucket.old
  to   = aws_s3_bucket.a
}

removed {
  from = aws_s3_bucket.gone
  lifecycle {
    destroy = false
  }
}

import {
  to = aws_s3_bucket.a
  id = "acme-a"
}

resource "aws_s3_bucket" "a" { # ok: S3L102
  bucket = "acme-a"
}

resource "aws_s3_bucket_public_access_block" "k" {
  bucket                  = aws_s3_bucket.a.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
