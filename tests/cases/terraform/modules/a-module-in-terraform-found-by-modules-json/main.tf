# a module in .terraform, found by modules.json, and its submodule path
# none: S3L501@aws_s3_bucket.not_called

module "b" {
  source  = "example/bucket/aws//modules/plain"
  version = "1.0.0"
  name    = "acme-x"
}
