# for_each over the module itself, and over a map of its outputs

module "b" {
  source   = "./bucket"
  for_each = toset(["a", "z"])
  name     = "acme-${each.key}"
}

resource "aws_s3_bucket_public_access_block" "k" {
  for_each                = module.b
  bucket                  = each.value.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_public_access_block" "l" {
  for_each                = { for k, m in module.c : k => m.bucket.id }
  bucket                  = each.value
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

module "c" {
  source   = "./bucket"
  for_each = toset(["x"])
  name     = "acme-c-${each.key}"
}
