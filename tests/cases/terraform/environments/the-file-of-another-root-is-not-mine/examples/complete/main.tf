variable "status" {
  type    = string
  default = "Enabled"
}

module "it" {
  source = "../.."
}
