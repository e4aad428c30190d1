module "b" {
  source = "../a" # finding: S3L902
}

resource "aws_s3_bucket" "x" {}
