# grants to users, groups and the log delivery group

locals {
  uris = {
    all  = "http://acs.amazonaws.com/groups/global/AllUsers"
    auth = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"
    logs = "http://acs.amazonaws.com/groups/s3/LogDelivery"
  }
}

data "aws_canonical_user_id" "me" {}

resource "aws_s3_bucket" "b" { # ok: S3L104@aws_s3_bucket.b["logs"]
  for_each = local.uris
}

resource "aws_s3_bucket_acl" "b" {
  for_each = local.uris
  bucket   = aws_s3_bucket.b[each.key].id
  access_control_policy {
    owner {
      id = data.aws_canonical_user_id.me.id
    }
    grant {
      permission = "FULL_CONTROL"
      grantee {
        type = "CanonicalUser"
        id   = data.aws_canonical_user_id.me.id
      }
    }
    grant {
      permission = "READ_ACP"
      grantee {
        type = "Group"
        uri  = each.value # finding: S3L104@aws_s3_bucket.b["all"], S3L104@aws_s3_bucket.b["auth"]
      }
    }
  }
}
