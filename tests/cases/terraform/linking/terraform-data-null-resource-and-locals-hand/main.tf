# terraform_data, null_resource and locals hand a name on

resource "aws_s3_bucket" "a" { # ok: S3L102, S3L501
  bucket = "acme-a"
}

resource "terraform_data" "t" {
  input = aws_s3_bucket.a.id
}

resource "aws_s3_bucket_public_access_block" "k" {
  bucket                  = terraform_data.t.output
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "v" {
  bucket = terraform_data.t.input
  versioning_configuration {
    status = "Enabled"
  }
}
