# the registry module through its own inputs, by for_each and with outputs
# none: S3L501@module.none.aws_s3_bucket.this[0]

# finding: S3L501@module.s3["tmp"].aws_s3_bucket.this[0], S3L402@module.s3["tmp"].aws_s3_bucket.this[0]
# ok: S3L501@module.s3["logs"].aws_s3_bucket.this[0], S3L402@module.s3["logs"].aws_s3_bucket.this[0]
module "s3" {
  source   = "terraform-aws-modules/s3-bucket/aws"
  for_each = { logs = { v = true }, tmp = { v = false } }
  bucket   = "acme-${each.key}"
  versioning = {
    status = each.value.v
  }
}

module "none" {
  source        = "terraform-aws-modules/s3-bucket/aws"
  create_bucket = false
  bucket        = "acme-none"
}

resource "aws_s3_bucket" "a" {} # ok: S3L402

resource "aws_s3_bucket_logging" "a" {
  bucket        = aws_s3_bucket.a.id
  target_bucket = module.s3["logs"].s3_bucket_id
  target_prefix = "a/"
}
