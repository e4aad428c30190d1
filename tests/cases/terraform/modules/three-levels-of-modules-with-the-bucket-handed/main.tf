# three levels of modules, with the bucket handed down and up

module "outer" {
  source = "./outer"
  name   = "acme-deep"
}

resource "aws_s3_bucket_public_access_block" "k" {
  bucket                  = module.outer.ids.main
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
