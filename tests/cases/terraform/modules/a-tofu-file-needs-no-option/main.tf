resource "aws_s3_bucket" "hidden" {} # finding: S3L907
# OpenTofu reads main.tofu in the place of this file
