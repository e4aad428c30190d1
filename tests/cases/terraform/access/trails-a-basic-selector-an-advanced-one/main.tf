# trails: a basic selector, an advanced one for another bucket, a trail that is off

resource "aws_s3_bucket" "a" { # ok: S3L403
  bucket = "acme-a"
}

resource "aws_s3_bucket" "b" { # finding: S3L403
  bucket = "acme-b"
}

resource "aws_s3_bucket" "t" {
  bucket = "acme-t"
}

resource "aws_cloudtrail" "t" {
  name           = "trail"
  s3_bucket_name = aws_s3_bucket.t.id
  event_selector {
    read_write_type           = "All"
    include_management_events = true
    data_resource {
      type   = "AWS::S3::Object"
      values = ["${aws_s3_bucket.a.arn}/"]
    }
  }
}
