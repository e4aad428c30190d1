# a module for each of a map, and companions in the root for each instance

locals {
  all = { a = { versioned = true }, z = { versioned = false } }
}

module "b" {
  source    = "./bucket"
  for_each  = local.all
  name      = "acme-${each.key}"
  versioned = each.value.versioned
}

resource "aws_s3_bucket_public_access_block" "k" {
  for_each                = local.all
  bucket                  = module.b[each.key].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
