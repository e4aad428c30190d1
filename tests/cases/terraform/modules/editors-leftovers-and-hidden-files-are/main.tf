# editors' leftovers and hidden files are no configuration

resource "aws_s3_bucket" "a" {} # finding: S3L102
