variable "s" {
  default = "Suspended"
}

resource "aws_s3_bucket" "b" {}

resource "aws_s3_bucket_versioning" "v" {
  bucket = aws_s3_bucket.b.id
  versioning_configuration {
    status = var.s # finding: S3L501@module.m.aws_s3_bucket.b
  }
}
