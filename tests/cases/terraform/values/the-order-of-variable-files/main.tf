# the order of variable files

variable "a" {
  default = "Suspended"
}

variable "b" {
  default = "Suspended"
}

variable "c" {
  default = "Suspended"
}

resource "aws_s3_bucket" "a" {} # ok: S3L501

resource "aws_s3_bucket" "b" {} # ok: S3L501

resource "aws_s3_bucket" "c" {}

resource "aws_s3_bucket_versioning" "a" {
  bucket = aws_s3_bucket.a.id
  versioning_configuration {
    status = var.a
  }
}

resource "aws_s3_bucket_versioning" "b" {
  bucket = aws_s3_bucket.b.id
  versioning_configuration {
    status = var.b
  }
}

resource "aws_s3_bucket_versioning" "c" {
  bucket = aws_s3_bucket.c.id
  versioning_configuration {
    status = var.c # finding: S3L501@aws_s3_bucket.c
  }
}
