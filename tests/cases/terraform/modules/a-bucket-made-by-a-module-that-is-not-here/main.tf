# a bucket made by a module that is not here, secured in the root

module "made" {
  source = "git::https://git.example.com/bucket.git" # finding: S3L902
  name   = "acme-x"
}

resource "aws_s3_bucket" "a" {} # finding: S3L102

resource "aws_s3_bucket_public_access_block" "k" {
  bucket                  = module.made.bucket_id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
