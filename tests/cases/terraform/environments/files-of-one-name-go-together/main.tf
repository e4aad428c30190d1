# files of one folder that set the same are alternatives: with each goes what another folder has for its environment
variable "status" {
  type = string
}

variable "state" {
  type = string
}

variable "name" {
  type = string
}

resource "aws_s3_bucket" "b" {
  bucket = "${var.name}-${var.state}"
}

resource "aws_s3_bucket_versioning" "b" {
  bucket = aws_s3_bucket.b.id
  versioning_configuration {
    status = var.status # finding: S3L501
  }
}
