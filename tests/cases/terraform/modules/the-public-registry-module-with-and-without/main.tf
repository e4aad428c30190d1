# the public registry module with and without arguments

# finding: S3L501@module.plain.aws_s3_bucket.this[0], S3L201@module.plain.aws_s3_bucket.this[0]
# ok: S3L102@module.plain.aws_s3_bucket.this[0]
module "plain" {
  source = "terraform-aws-modules/s3-bucket/aws"
  bucket = "acme-plain"
}

module "open" { # ok: S3L501@module.open.aws_s3_bucket.this[0], S3L201@module.open.aws_s3_bucket.this[0]
  source                                = "terraform-aws-modules/s3-bucket/aws"
  version                               = "~> 4.0"
  bucket                                = "acme-open"
  block_public_policy                   = false # finding: S3L102@module.open.aws_s3_bucket.this[0]
  restrict_public_buckets               = false
  versioning                            = { enabled = true }
  attach_deny_insecure_transport_policy = true
}
