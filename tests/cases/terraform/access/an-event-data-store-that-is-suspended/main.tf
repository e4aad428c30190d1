# an event data store of the events of all objects that is suspended

resource "aws_s3_bucket" "a" { # finding: S3L403
  bucket = "acme-a"
}

resource "aws_cloudtrail_event_data_store" "all" {
  name    = "objects"
  suspend = "true"
  advanced_event_selector {
    field_selector {
      field  = "eventCategory"
      equals = ["Data"]
    }
    field_selector {
      field  = "resources.type"
      equals = ["AWS::S3::Object"]
    }
  }
}
