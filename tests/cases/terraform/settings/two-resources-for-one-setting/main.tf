# A write replaces the whole setting, so of two resources for one the last one applied counts. Conditions that exclude
# each other leave one; a metrics configuration has a name, and a bucket takes many.

variable "stage" {
  type = string
}

variable "audit" {
  type = bool
}

resource "aws_s3_bucket" "by_stage" { # ok: S3L512
  bucket = "acme-by-stage"
}

resource "aws_s3_bucket_policy" "dev" {
  count  = var.stage == "dev" ? 1 : 0
  bucket = aws_s3_bucket.by_stage.id
  policy = jsonencode({ Statement = [] })
}

resource "aws_s3_bucket_policy" "prod" {
  count  = var.stage == "prod" ? 1 : 0
  bucket = aws_s3_bucket.by_stage.id
  policy = jsonencode({ Statement = [] })
}

resource "aws_s3_bucket" "by_switches" {
  bucket = "acme-by-switches"
}

resource "aws_s3_bucket_policy" "switch" {
  count  = var.stage == "prod" ? 1 : 0
  bucket = aws_s3_bucket.by_switches.id
  policy = jsonencode({ Statement = [] })
}

resource "aws_s3_bucket_policy" "other_switch" { # unknown: S3L512@aws_s3_bucket.by_switches
  count  = var.audit ? 1 : 0
  bucket = aws_s3_bucket.by_switches.id
  policy = jsonencode({ Statement = [] })
}

resource "aws_s3_bucket" "many" { # ok: S3L512
  bucket = "acme-many"
}

resource "aws_s3_bucket_metric" "all" {
  bucket = aws_s3_bucket.many.id
  name   = "all"
}

resource "aws_s3_bucket_metric" "some" {
  bucket = aws_s3_bucket.many.id
  name   = "some"
  filter {
    prefix = "some/"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "rules" {
  bucket = aws_s3_bucket.many.id
  rule {
    id     = "one"
    status = "Enabled"
    expiration {
      days = 7
    }
  }
  rule {
    id     = "two"
    status = "Enabled"
    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }
}

# a bucket that another root makes
resource "aws_s3_bucket_versioning" "first" {
  bucket = "acme-elsewhere"
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_versioning" "second" { # finding: S3L512
  bucket = "acme-elsewhere"
  versioning_configuration {
    status = "Suspended"
  }
}

# Terraform writes the argument once, and leaves the setting to the other resource from then on
resource "aws_s3_bucket" "left_alone" { # ok: S3L512
  bucket = "acme-left-alone"
  versioning {
    enabled = false
  }
  lifecycle {
    ignore_changes = [versioning]
  }
}

resource "aws_s3_bucket_versioning" "left_alone" {
  bucket = aws_s3_bucket.left_alone.id
  versioning_configuration {
    status = "Enabled"
  }
}
