# a module that takes a bucket's name and secures it

resource "aws_s3_bucket" "a" { # ok: S3L102
  bucket = "acme-a"
}

resource "aws_s3_bucket" "z" { # finding: S3L102
  bucket = "acme-z"
}

module "secure" {
  source   = "./secure"
  for_each = { a = aws_s3_bucket.a.id }
  target   = each.value
}
