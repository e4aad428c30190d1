# validation and type narrow what a variable may be

variable "s" {
  type = string
  validation {
    condition     = contains(["Enabled"], var.s)
    error_message = "Versioning is required."
  }
}

variable "t" {
  type = string
  validation {
    condition     = var.t == "Suspended" || var.t == "Disabled"
    error_message = "No versioning."
  }
}

resource "aws_s3_bucket" "a" {} # ok: S3L501

resource "aws_s3_bucket" "b" {}

resource "aws_s3_bucket_versioning" "a" {
  bucket = aws_s3_bucket.a.id
  versioning_configuration {
    status = var.s
  }
}

resource "aws_s3_bucket_versioning" "b" {
  bucket = aws_s3_bucket.b.id
  versioning_configuration {
    status = var.t # finding: S3L501@aws_s3_bucket.b
  }
}
