# a folder around those of the environments is a layer under each, and no environment
variable "status" {
  type = string
}

variable "name" {
  type    = string
  default = "data"
}

resource "aws_s3_bucket" "b" { # ok: S3L501
  bucket = "acme-${var.name}"
}

resource "aws_s3_bucket_versioning" "b" {
  bucket = aws_s3_bucket.b.id
  versioning_configuration {
    status = var.status
  }
}
