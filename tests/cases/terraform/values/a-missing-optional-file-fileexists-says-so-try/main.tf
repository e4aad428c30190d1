# a missing optional file: fileexists says so, try cannot know

locals {
  a = fileexists("x.json") ? jsondecode(file("x.json")).v : "Enabled"
  b = try(jsondecode(file("x.json")).v, "Enabled") # finding: S3L901
}

resource "aws_s3_bucket" "a" {} # ok: S3L501

resource "aws_s3_bucket" "b" {}

resource "aws_s3_bucket_versioning" "a" {
  bucket = aws_s3_bucket.a.id
  versioning_configuration {
    status = local.a
  }
}

resource "aws_s3_bucket_versioning" "b" {
  bucket = aws_s3_bucket.b.id
  versioning_configuration {
    status = local.b # unknown: S3L501@aws_s3_bucket.b
  }
}
