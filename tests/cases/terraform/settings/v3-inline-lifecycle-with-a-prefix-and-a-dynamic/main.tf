# v3 inline lifecycle with a prefix and a dynamic rule

resource "aws_s3_bucket" "a" { # ok: S3L506
  dynamic "lifecycle_rule" {
    for_each = [{ p = "x/", on = true }, { p = null, on = true }]
    content {
      enabled                                = lifecycle_rule.value.on
      prefix                                 = lifecycle_rule.value.p
      abort_incomplete_multipart_upload_days = 2
    }
  }
}

resource "aws_s3_bucket" "b" { # ok: S3L505
  lifecycle_rule { # finding: S3L506@aws_s3_bucket.b
    enabled                                = true
    prefix                                 = "x/"
    abort_incomplete_multipart_upload_days = 2
  }
}
