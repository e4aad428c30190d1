# every way to take the one of a counted bucket

resource "aws_s3_bucket" "b" { # ok: S3L501@aws_s3_bucket.b[0]
  count = 1
}

resource "aws_s3_bucket" "c" { # ok: S3L501@aws_s3_bucket.c[0]
  count = 1
}

resource "aws_s3_bucket" "d" { # ok: S3L501@aws_s3_bucket.d[0]
  count = 1
}

resource "aws_s3_bucket" "e" { # ok: S3L501@aws_s3_bucket.e[0]
  count = 1
}

resource "aws_s3_bucket" "f" { # ok: S3L501@aws_s3_bucket.f[0]
  count = 1
}

resource "aws_s3_bucket_versioning" "b" {
  bucket = one(aws_s3_bucket.b).id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_versioning" "c" {
  bucket = try(aws_s3_bucket.c[0].id, "")
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_versioning" "d" {
  bucket = join("", aws_s3_bucket.d[*].bucket)
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_versioning" "e" {
  bucket = coalesce(concat(aws_s3_bucket.e.*.id, [""])[0], "x")
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_versioning" "f" {
  bucket = compact(concat([null], aws_s3_bucket.f[*].id))[0]
  versioning_configuration {
    status = "Enabled"
  }
}
