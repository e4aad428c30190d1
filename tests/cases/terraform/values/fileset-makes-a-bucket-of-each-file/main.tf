# fileset makes a bucket of each file

resource "aws_s3_bucket" "b" { # ok: S3L501@aws_s3_bucket.b["buckets/a.json"]
  for_each = fileset(path.module, "buckets/*.json")
  bucket   = jsondecode(file(each.value)).name
}

resource "aws_s3_bucket_versioning" "v" {
  for_each = fileset(path.module, "buckets/*.json")
  bucket   = aws_s3_bucket.b[each.value].id
  versioning_configuration {
    status = jsondecode(file(each.value)).v # finding: S3L501@aws_s3_bucket.b["buckets/b.json"]
  }
}
