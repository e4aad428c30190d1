variable "buckets" {
  type = map(object({ on = bool, name = optional(string) }))
}

module "b" {
  for_each = var.buckets
  source   = "./one"
  name     = coalesce(each.value.name, each.key)
  on       = each.value.on
}

output "ids" {
  value = { for k, m in module.b : k => m.id }
}

resource "aws_s3_bucket_public_access_block" "k" {
  for_each                = { for k, v in var.buckets : k => v if v.on }
  bucket                  = module.b[each.key].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
