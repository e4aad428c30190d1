# each of twenty entries may be meant: what all of them say is certain, and what one says differently is not

data "aws_region" "current" {}

locals {
  alike = { for name in keys(local.status) : name => "Enabled" }
  status = {
    us-east-1      = "Enabled"
    us-east-2      = "Enabled"
    us-west-1      = "Enabled"
    us-west-2      = "Enabled"
    ca-central-1   = "Enabled"
    eu-central-1   = "Enabled"
    eu-west-1      = "Enabled"
    eu-west-2      = "Enabled"
    eu-west-3      = "Enabled"
    eu-north-1     = "Enabled"
    eu-south-1     = "Enabled"
    ap-east-1      = "Enabled"
    ap-south-1     = "Enabled"
    ap-northeast-1 = "Enabled"
    ap-northeast-2 = "Enabled"
    ap-northeast-3 = "Enabled"
    ap-southeast-1 = "Enabled"
    ap-southeast-2 = "Enabled"
    sa-east-1      = "Suspended"
    me-south-1     = "Enabled"
  }
}

resource "aws_s3_bucket" "alike" {} # ok: S3L501@aws_s3_bucket.alike
resource "aws_s3_bucket_versioning" "alike" {
  bucket = aws_s3_bucket.alike.id
  versioning_configuration {
    status = local.alike[data.aws_region.current.name]
  }
}

resource "aws_s3_bucket" "mixed" {}
resource "aws_s3_bucket_versioning" "mixed" {
  bucket = aws_s3_bucket.mixed.id
  versioning_configuration {
    status = local.status[data.aws_region.current.name] # unknown: S3L501@aws_s3_bucket.mixed
  }
}
