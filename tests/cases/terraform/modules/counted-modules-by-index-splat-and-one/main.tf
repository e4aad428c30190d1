# counted modules by index, splat and one
# none: S3L102@module.off[0].aws_s3_bucket.this

module "b" {
  source = "./bucket"
  count  = 2
  name   = "acme-${count.index}"
}

module "c" {
  source = "./bucket"
  count  = 1
  name   = "acme-c"
}

module "off" {
  source = "./bucket"
  count  = 0
  name   = "acme-off"
}

resource "aws_s3_bucket_public_access_block" "k" {
  bucket                  = element(module.b[*].id, 1)
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_public_access_block" "c" {
  bucket                  = one(module.c[*].id)
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_public_access_block" "o" {
  bucket                  = try(module.off[0].id, module.b[0].id)
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
