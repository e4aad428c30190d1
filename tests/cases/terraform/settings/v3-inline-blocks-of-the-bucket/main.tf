# v3 inline blocks of the bucket

resource "aws_s3_bucket" "a" { # ok: S3L501, S3L502, S3L402, S3L505, S3L506, S3L302, S3L503, S3L104
  bucket = "acme-a"
  acl    = "private"
  versioning {
    enabled    = true
    mfa_delete = true
  }
  logging {
    target_bucket = "acme-logs"
  }
  lifecycle_rule {
    enabled                                = true
    abort_incomplete_multipart_upload_days = 3
  }
  server_side_encryption_configuration {
    rule {
      apply_server_side_encryption_by_default {
        sse_algorithm     = "aws:kms"
        kms_master_key_id = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
      }
    }
  }
  object_lock_configuration {
    object_lock_enabled = "Enabled"
  }
}

resource "aws_s3_bucket" "b" { # finding: S3L402, S3L302, S3L503
  acl = "authenticated-read" # finding: S3L104@aws_s3_bucket.b
  versioning { # finding: S3L502@aws_s3_bucket.b
    enabled = false # finding: S3L501@aws_s3_bucket.b
  }
  lifecycle_rule {
    enabled = false # finding: S3L505@aws_s3_bucket.b, S3L506@aws_s3_bucket.b
    expiration {
      days = 1
    }
  }
}
