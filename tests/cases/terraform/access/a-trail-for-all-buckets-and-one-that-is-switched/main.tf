# a trail for all buckets, and one that is switched off

variable "on" {
  default = false
}

resource "aws_s3_bucket" "a" { # finding: S3L403
  bucket = "acme-a"
}

resource "aws_cloudtrail" "t" {
  count          = 1
  name           = "trail"
  s3_bucket_name = "acme-elsewhere"
  enable_logging = var.on
  event_selector {
    data_resource {
      type   = "AWS::S3::Object"
      values = ["arn:aws:s3"]
    }
  }
}
