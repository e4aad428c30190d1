# validation by locals, by or, by two blocks, and one that says nothing

locals {
  on = ["Enabled"]
}

variable "a" {
  type = string
  validation {
    condition     = contains(local.on, var.a)
    error_message = "No."
  }
}

variable "b" {
  type = string
  validation {
    condition     = contains(["Enabled", "Suspended"], var.b)
    error_message = "No."
  }
  validation {
    condition     = (var.b == "Suspended" || "Disabled" == var.b) && length(var.b) > 2
    error_message = "No."
  }
}

variable "c" {
  type = string
  validation {
    condition     = var.c != "Suspended"
    error_message = "No."
  }
}

variable "d" {
  type    = string
  default = "Suspended"
  validation {
    condition     = contains(["Enabled", "Suspended"], var.d)
    error_message = "No."
  }
}

resource "aws_s3_bucket" "a" {} # ok: S3L501

resource "aws_s3_bucket" "b" {}

resource "aws_s3_bucket" "c" {}

resource "aws_s3_bucket" "d" {}

resource "aws_s3_bucket_versioning" "a" {
  bucket = aws_s3_bucket.a.id
  versioning_configuration {
    status = var.a
  }
}

resource "aws_s3_bucket_versioning" "b" {
  bucket = aws_s3_bucket.b.id
  versioning_configuration {
    status = var.b # finding: S3L501@aws_s3_bucket.b
  }
}

resource "aws_s3_bucket_versioning" "c" {
  bucket = aws_s3_bucket.c.id
  versioning_configuration {
    status = var.c # unknown: S3L501@aws_s3_bucket.c
  }
}

resource "aws_s3_bucket_versioning" "d" {
  bucket = aws_s3_bucket.d.id
  versioning_configuration {
    status = var.d # finding: S3L501@aws_s3_bucket.d
  }
}
