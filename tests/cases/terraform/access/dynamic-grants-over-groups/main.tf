# dynamic grants over groups

resource "aws_s3_bucket" "a" { # ok: S3L104
  dynamic "grant" {
    for_each = toset(["http://acs.amazonaws.com/groups/s3/LogDelivery"])
    content {
      type        = "Group"
      permissions = ["READ_ACP", "WRITE"]
      uri         = grant.key
    }
  }
}

resource "aws_s3_bucket" "b" {
  dynamic "grant" {
    for_each = { all = "AllUsers" }
    content {
      type        = "Group"
      permissions = ["READ"]
      uri         = "http://acs.amazonaws.com/groups/global/${grant.value}" # finding: S3L104@aws_s3_bucket.b
    }
  }
}
