# the distribution is elsewhere, and the grant says who writes
resource "aws_s3_bucket" "b" {} # ok: S3L105
resource "aws_s3_bucket_ownership_controls" "b" {
  bucket = aws_s3_bucket.b.id
  rule {
    object_ownership = "ObjectWriter"
  }
}
resource "aws_s3_bucket_acl" "b" {
  bucket = aws_s3_bucket.b.id
  access_control_policy {
    owner {
      id = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
    }
    grant {
      permission = "FULL_CONTROL"
      grantee {
        type = "CanonicalUser"
        id   = "c4c1ede66af53448b93c283ce9448c4ba468c9432aa01d700d3878632f77d2d0"
      }
    }
  }
}
resource "aws_s3_bucket" "other" {}
resource "aws_s3_bucket_ownership_controls" "other" {
  bucket = aws_s3_bucket.other.id
  rule {
    object_ownership = "ObjectWriter" # finding: S3L105@aws_s3_bucket.other
  }
}
resource "aws_s3_bucket_acl" "other" {
  bucket = aws_s3_bucket.other.id
  access_control_policy {
    owner {
      id = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
    }
    grant {
      permission = "FULL_CONTROL"
      grantee {
        type = "CanonicalUser"
        id   = "1123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
      }
    }
  }
}
