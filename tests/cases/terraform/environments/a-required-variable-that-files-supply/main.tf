# without a file the status is not known: that is nobody's deployment
variable "status" {
  type = string
}

resource "aws_s3_bucket" "b" { # ok: S3L501
  bucket = "acme-data"
}

resource "aws_s3_bucket_versioning" "b" {
  bucket = aws_s3_bucket.b.id
  versioning_configuration {
    status = var.status
  }
}
