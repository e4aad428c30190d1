# the bucket exists in prod alone, where a validation allows that stage
variable "stage" {
  type    = string
  default = "dev"
  validation {
    condition     = contains(["dev", "prod"], var.stage)
    error_message = "No such stage."
  }
}

module "web" {
  source = "./web"
  stage  = var.stage
}
