variable "s" {
  default = "Disabled"
}

locals {
  t = "Enabled"
}
