# restrict_public_buckets is off in prod.tfvars alone
variable "restrict" {
  type    = bool
  default = true
}

resource "aws_s3_bucket" "b" { # ok: S3L104
  bucket = "acme-web"
}

resource "aws_s3_bucket_public_access_block" "b" {
  bucket                  = aws_s3_bucket.b.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = var.restrict # finding: S3L102
}
