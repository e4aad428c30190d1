# Nothing but a bucket: what AWS does by itself is not a finding, what it leaves open is.

resource "aws_s3_bucket" "notes" {}
