variable "name" {}

module "inner" {
  source = "../bucket"
  name   = "${var.name}-x"
}

module "secure" {
  source = "./tls"
  bucket = module.inner.bucket
}

output "ids" {
  value = { main = module.inner.id }
}
