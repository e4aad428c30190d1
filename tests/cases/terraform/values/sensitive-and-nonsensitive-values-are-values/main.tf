# sensitive and nonsensitive values are values

variable "s" {
  default   = "Enabled"
  sensitive = true
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
    status = nonsensitive(sensitive("Suspended")) # finding: S3L501@aws_s3_bucket.b
  }
}
