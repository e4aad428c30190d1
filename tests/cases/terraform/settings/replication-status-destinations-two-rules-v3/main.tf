# replication: status, destinations, two rules, v3 inline

resource "aws_s3_bucket" "a" {} # ok: S3L508

resource "aws_s3_bucket" "b" {} # finding: S3L508

resource "aws_s3_bucket" "dst" {
  bucket = "acme-dst"
}

resource "aws_s3_bucket_replication_configuration" "a" {
  bucket = aws_s3_bucket.a.id
  role   = "arn:aws:iam::111122223333:role/r"
  rule {
    id     = "off"
    status = "Disabled"
    destination {
      bucket = aws_s3_bucket.dst.arn
    }
  }
  rule {
    id     = "on"
    status = "Enabled"
    destination {
      bucket = aws_s3_bucket.dst.arn
    }
  }
}

resource "aws_s3_bucket" "v3" { # ok: S3L508
  replication_configuration {
    role = "arn:aws:iam::111122223333:role/r"
    rules {
      status = "Enabled"
      destination {
        bucket = aws_s3_bucket.dst.arn
      }
    }
  }
}
