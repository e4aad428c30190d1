# Terraform does not read .tofu files

resource "aws_s3_bucket" "a" {} # finding: S3L501 # ok: S3L102
