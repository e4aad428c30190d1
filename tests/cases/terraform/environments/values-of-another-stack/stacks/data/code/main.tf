# the values beside another stack are not mine
variable "status" {
  type = string
}

resource "aws_s3_bucket" "b" {
  bucket = "acme-data"
}

resource "aws_s3_bucket_versioning" "b" {
  bucket = aws_s3_bucket.b.id
  versioning_configuration {
    status = var.status # finding: S3L501
  }
}
