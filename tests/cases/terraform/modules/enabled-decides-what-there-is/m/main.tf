resource "aws_s3_bucket" "a" {} # none: S3L102@module.off.aws_s3_bucket.a
