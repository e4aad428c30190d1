resource "aws_s3_bucket" "not_called" {}
