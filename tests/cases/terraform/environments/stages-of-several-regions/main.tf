# where folders and files of one name all set the same, each file is an environment
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
