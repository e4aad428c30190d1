# a file that is named after another root is that one's
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
