# an output that is conditional on the other call

variable "on" {
  default = false
}

module "a" {
  source = "./bucket"
  name   = "acme-a"
}

module "z" {
  source = "./bucket"
  count  = var.on ? 1 : 0
  name   = "acme-z"
}

resource "aws_s3_bucket_public_access_block" "k" {
  bucket                  = var.on ? module.z[0].id : module.a.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
