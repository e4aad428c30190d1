# what a trail records in part is no record of the rest
resource "aws_s3_bucket" "data" { # finding: S3L401
  bucket = "acme-data"
}

resource "aws_s3_bucket" "trails" {
  bucket = "acme-trails"
}

resource "aws_cloudtrail" "writes" {
  name                  = "writes"
  s3_bucket_name        = aws_s3_bucket.trails.bucket
  is_multi_region_trail = true
  event_selector {
    read_write_type = "WriteOnly"
    data_resource {
      type   = "AWS::S3::Object"
      values = ["${aws_s3_bucket.data.arn}/"]
    }
  }
}
