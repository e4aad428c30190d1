# calls that make no instance: the folders are judged as themselves
variable "wanted" {
  default = false
}

module "counted" {
  source = "../counted"
  count  = var.wanted ? 1 : 0
}

module "each" {
  source   = "../each"
  for_each = toset([])
}
