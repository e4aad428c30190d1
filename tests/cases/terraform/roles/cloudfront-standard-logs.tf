# they come through the ACL: enabled ACLs are meant, and disabled ones stop them
resource "aws_s3_bucket" "open" {} # ok: S3L105, S3L106, S3L413
resource "aws_s3_bucket_ownership_controls" "open" {
  bucket = aws_s3_bucket.open.id
  rule {
    object_ownership = "BucketOwnerPreferred"
  }
}
data "aws_canonical_user_id" "me" {}
data "aws_cloudfront_log_delivery_canonical_user_id" "cloudfront" {}
resource "aws_s3_bucket_acl" "open" {
  bucket = aws_s3_bucket.open.id
  access_control_policy {
    owner {
      id = data.aws_canonical_user_id.me.id
    }
    grant {
      permission = "FULL_CONTROL"
      grantee {
        type = "CanonicalUser"
        id   = data.aws_cloudfront_log_delivery_canonical_user_id.cloudfront.id
      }
    }
  }
}
resource "aws_s3_bucket" "closed" {} # ok: S3L105
resource "aws_s3_bucket_ownership_controls" "closed" {
  bucket = aws_s3_bucket.closed.id
  rule {
    object_ownership = "BucketOwnerEnforced" # finding: S3L413@aws_s3_bucket.closed
  }
}
resource "aws_s3_bucket" "silent" {} # unknown: S3L413
resource "aws_cloudfront_distribution" "d" {
  for_each = {
    open   = aws_s3_bucket.open.bucket_domain_name
    closed = "${aws_s3_bucket.closed.id}.s3.amazonaws.com"
    silent = aws_s3_bucket.silent.bucket_regional_domain_name
  }
  logging_config {
    bucket = each.value
  }
}
