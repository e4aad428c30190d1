# element wraps around

resource "aws_s3_bucket" "b" { # finding: S3L501@aws_s3_bucket.b[0] # ok: S3L501@aws_s3_bucket.b[1]
  count = 2
}

resource "aws_s3_bucket_versioning" "v" {
  bucket = element(aws_s3_bucket.b[*].id, 3)
  versioning_configuration {
    status = "Enabled"
  }
}
