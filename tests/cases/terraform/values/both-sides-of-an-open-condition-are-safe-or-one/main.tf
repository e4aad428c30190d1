# both sides of an open condition are safe, or one is not

variable "e" {
  type = string
}

resource "aws_s3_bucket" "a" {} # ok: S3L501

resource "aws_s3_bucket" "b" {}

resource "aws_s3_bucket" "c" {}

resource "aws_s3_bucket_versioning" "a" {
  bucket = aws_s3_bucket.a.id
  versioning_configuration {
    status = var.e == "prod" ? "Enabled" : title("enabled")
  }
}

resource "aws_s3_bucket_versioning" "b" {
  bucket = aws_s3_bucket.b.id
  versioning_configuration {
    status = var.e == "prod" ? "Enabled" : "Suspended" # unknown: S3L501@aws_s3_bucket.b
  }
}

resource "aws_s3_bucket_versioning" "c" {
  bucket = aws_s3_bucket.c.id
  versioning_configuration {
    # finding: S3L501@aws_s3_bucket.c
    status = lookup({ prod = "Suspended", dev = "Disabled" }, var.e, "Suspended")
  }
}
