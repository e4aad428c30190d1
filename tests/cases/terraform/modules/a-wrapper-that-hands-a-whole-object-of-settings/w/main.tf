variable "defaults" {
  type    = any
  default = {}
}

variable "items" {
  type    = any
  default = {}
}

module "b" {
  source              = "../b"
  for_each            = var.items
  bucket              = try(each.value.bucket, var.defaults.bucket, null)
  block_public_policy = try(each.value.block_public_policy, var.defaults.block_public_policy, true)
  versioning          = try(each.value.versioning, var.defaults.versioning, { enabled = true })
}
