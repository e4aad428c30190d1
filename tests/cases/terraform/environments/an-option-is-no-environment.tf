# a value that is used and not selected by is no environment, and a switch is an option
variable "algorithm" {
  type    = string
  default = "aws:kms"
  validation {
    condition     = contains(["aws:kms", "AES257"], var.algorithm)
    error_message = "No such algorithm."
  }
}

variable "versioned" {
  type    = string
  default = "yes"
  validation {
    condition     = contains(["yes", "no"], var.versioned)
    error_message = "Yes or no."
  }
}

resource "aws_s3_bucket" "b" { # ok: S3L501, S3L301
  bucket = "acme-data"
}

resource "aws_s3_bucket_versioning" "b" {
  bucket = aws_s3_bucket.b.id
  versioning_configuration {
    status = var.versioned == "yes" ? "Enabled" : "Suspended"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "b" {
  bucket = aws_s3_bucket.b.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = var.algorithm
    }
  }
}
