# templates: conditions, loops, strips, heredocs

locals {
  on = true
  a  = "%{if local.on}Enabled%{else}Suspended%{endif}"
  b = trimspace(<<-EOT
            %{~for s in ["Ena", "bled"]~}
            ${~s~}
            %{~endfor~}
          EOT
  )
  c = "${local.on ? "Sus" : "En"}${"pended"}"
}

resource "aws_s3_bucket" "a" {} # ok: S3L501

resource "aws_s3_bucket" "b" {} # ok: S3L501

resource "aws_s3_bucket" "c" {}

resource "aws_s3_bucket_versioning" "a" {
  bucket = aws_s3_bucket.a.id
  versioning_configuration {
    status = local.a
  }
}

resource "aws_s3_bucket_versioning" "b" {
  bucket = aws_s3_bucket.b.id
  versioning_configuration {
    status = local.b
  }
}

resource "aws_s3_bucket_versioning" "c" {
  bucket = aws_s3_bucket.c.id
  versioning_configuration {
    status = local.c # finding: S3L501@aws_s3_bucket.c
  }
}
