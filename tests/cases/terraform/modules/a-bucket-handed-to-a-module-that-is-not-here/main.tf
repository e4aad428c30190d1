# a bucket handed to a module that is not here, another one not

resource "aws_s3_bucket" "a" {} # unknown: S3L102 # ok: S3L501

resource "aws_s3_bucket" "z" {} # finding: S3L102

module "secure" {
  source = "git::https://git.example.com/secure.git?ref=v1" # finding: S3L902
  bucket = aws_s3_bucket.a.id
}

resource "aws_s3_bucket_versioning" "v" {
  bucket = aws_s3_bucket.a.id
  versioning_configuration {
    status = "Enabled"
  }
}
