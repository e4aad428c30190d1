# a file that is named after another root is that one's
variable "status" {
  type = string
}

resource "aws_s3_bucket" "b" { # ok: S3L501
  bucket = "acme-web"
}

resource "aws_s3_bucket_versioning" "b" {
  bucket = aws_s3_bucket.b.id
  versioning_configuration {
    status = var.status
  }
}
