# a module's input that its validation allows one value of

variable "s" {
  type = bool
}

module "m" {
  source = "./m"
  on     = var.s
}
