# the same release of the same module; a fork, a commit and a part of the repository may be anything

module "https" { # ok: S3L102@module.https.aws_s3_bucket.this[0]
  source = "git::https://github.com/terraform-aws-modules/terraform-aws-s3-bucket.git?ref=v4.1.0"
  bucket = "acme-https"
}

module "short" { # ok: S3L102@module.short.aws_s3_bucket.this[0]
  source = "github.com/terraform-aws-modules/terraform-aws-s3-bucket?ref=tags/v4.11.0&depth=1"
  bucket = "acme-short"
}

module "fork" {
  source = "git::https://github.com/acme/terraform-aws-s3-bucket.git?ref=v4.1.0" # finding: S3L902
  bucket = "acme-fork"
}

module "commit" {
  source = "git@github.com:terraform-aws-modules/terraform-aws-s3-bucket.git?ref=8a0b697adfbc673e6135c70246cff7f8052ad95a" # finding: S3L902
  bucket = "acme-commit"
}

module "old" {
  source = "github.com/terraform-aws-modules/terraform-aws-s3-bucket?ref=v1.0.0" # finding: S3L902
  bucket = "acme-old"
}

module "part" {
  source = "github.com/terraform-aws-modules/terraform-aws-s3-bucket//modules/object?ref=v4.1.0" # finding: S3L902
  bucket = "acme-part"
}
