# a tfvars file of a child module is not read

module "m" {
  source = "./m"
}
