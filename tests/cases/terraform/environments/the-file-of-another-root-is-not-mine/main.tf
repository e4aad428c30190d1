# the file beside the example belongs to the example
variable "status" {
  type    = string
  default = "Enabled"
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
