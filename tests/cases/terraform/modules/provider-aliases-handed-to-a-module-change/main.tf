# provider aliases handed to a module change nothing about linking

provider "aws" {
  region = "eu-west-1"
}

provider "aws" {
  alias  = "us"
  region = "us-east-1"
}

module "eu" {
  source = "./bucket"
  name   = "acme-eu"
}

module "us" {
  source    = "./bucket"
  name      = "acme-us"
  versioned = false
  providers = { aws = aws.us }
}
