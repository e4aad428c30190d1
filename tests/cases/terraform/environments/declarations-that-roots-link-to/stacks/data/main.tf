# a folder with declarations alone, which the roots below link to, is no code that the files beside it are for
resource "aws_s3_bucket" "b" {
  bucket = "acme-data"
}

resource "aws_s3_bucket_versioning" "b" {
  bucket = aws_s3_bucket.b.id
  versioning_configuration {
    status = var.status # finding: S3L501
  }
}
