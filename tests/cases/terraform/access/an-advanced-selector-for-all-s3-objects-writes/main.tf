# an advanced selector for all S3 objects, writes only

resource "aws_s3_bucket" "a" { # ok: S3L403
  bucket = "acme-a"
}

resource "aws_s3_bucket" "b" { # finding: S3L403
  bucket = "acme-b"
}

resource "aws_cloudtrail" "t" {
  name           = "trail"
  s3_bucket_name = "acme-elsewhere"
  advanced_event_selector {
    field_selector {
      field  = "eventCategory"
      equals = ["Data"]
    }
    field_selector {
      field  = "resources.type"
      equals = ["AWS::S3::Object"]
    }
    field_selector {
      field           = "resources.ARN"
      not_starts_with = ["${aws_s3_bucket.b.arn}/"]
    }
  }
}
