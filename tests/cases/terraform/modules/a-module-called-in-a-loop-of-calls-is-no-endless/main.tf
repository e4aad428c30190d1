# a module called in a loop of calls is no endless loop

module "a" {
  source = "./a"
}

resource "aws_s3_bucket" "r" {} # finding: S3L102
