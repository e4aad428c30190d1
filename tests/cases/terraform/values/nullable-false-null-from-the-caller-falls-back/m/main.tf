variable "status" {
  type     = string
  default  = "Enabled"
  nullable = false
}

variable "loose" {
  type    = string
  default = "Enabled"
}

resource "aws_s3_bucket" "b" {} # ok: S3L501@module.a.aws_s3_bucket.b, S3L501@module.b.aws_s3_bucket.b

resource "aws_s3_bucket_versioning" "v" {
  bucket = aws_s3_bucket.b.id
  versioning_configuration {
    status = var.status
  }
}

resource "aws_s3_bucket" "c" {} # ok: S3L501@module.a.aws_s3_bucket.c

resource "aws_s3_bucket_versioning" "w" {
  bucket = aws_s3_bucket.c.id
  versioning_configuration {
    status = var.loose == null ? "Suspended" : var.loose # finding: S3L501@module.b.aws_s3_bucket.c
  }
}
