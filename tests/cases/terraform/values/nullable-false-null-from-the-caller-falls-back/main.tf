# nullable = false: null from the caller falls back to the default

module "a" {
  source = "./m"
  status = null
}

module "b" {
  source = "./m"
  loose  = null
}
