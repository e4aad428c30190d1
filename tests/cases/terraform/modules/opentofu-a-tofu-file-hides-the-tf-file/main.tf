# OpenTofu: a .tofu file hides the .tf file of its name

resource "aws_s3_bucket" "a" {} # finding: S3L102 # ok: S3L501
