# constant variables and locals may stand in a source since Terraform 1.15 and OpenTofu 1.8

variable "kind" {
  type    = string
  const   = true
  default = "secure"
}

locals {
  folder = "./${var.kind}"
}

module "m" {
  source = local.folder
  block  = true
}
