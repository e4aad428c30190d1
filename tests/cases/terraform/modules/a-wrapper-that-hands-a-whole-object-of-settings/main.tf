# a wrapper that hands a whole object of settings on

module "w" {
  source = "./w"
  items = {
    one = { bucket = "acme-one" }
    two = { bucket = "acme-two", block_public_policy = false, versioning = { enabled = false } }
  }
}
