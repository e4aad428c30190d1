# the root's bucket list handed through two modules with for_each

module "stack" {
  source  = "./stack"
  buckets = { in = { on = true }, out = { on = false } }
}
