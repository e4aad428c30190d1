# replication of a counted destination, and a rule behind an open variable

variable "replicate" {
  type = bool
}

resource "aws_s3_bucket" "dst" { # finding: S3L508@aws_s3_bucket.dst[0]
  count = 1
}

resource "aws_s3_bucket" "a" {}

resource "aws_s3_bucket_replication_configuration" "a" {
  count  = var.replicate ? 1 : 0 # unknown: S3L508@aws_s3_bucket.a
  bucket = aws_s3_bucket.a.id
  role   = "arn:aws:iam::111122223333:role/r"
  rule {
    status = "Enabled"
    destination {
      bucket = aws_s3_bucket.dst[0].arn
    }
  }
}

resource "aws_s3_bucket" "b" {}

resource "aws_s3_bucket_replication_configuration" "b" {
  bucket = aws_s3_bucket.b.id
  role   = "arn:aws:iam::111122223333:role/r"
  rule {
    status = var.replicate ? "Enabled" : "Disabled" # unknown: S3L508@aws_s3_bucket.b
    destination {
      bucket = one(aws_s3_bucket.dst).arn
    }
  }
}
