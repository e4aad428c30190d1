# encryption in all its forms

locals {
  forms = {
    sse     = { alg = "AES256", key = null }
    kms     = { alg = "aws:kms", key = "1234abcd-12ab-34cd-56ef-1234567890ab" }
    dsse    = { alg = "aws:kms:dsse", key = "alias/acme" }
    managed = { alg = "aws:kms", key = "alias/aws/s3" }
    nokey   = { alg = "aws:kms", key = null }
    empty   = { alg = "aws:kms", key = "" }
  }
}

# ok: S3L302@aws_s3_bucket.b["kms"], S3L302@aws_s3_bucket.b["dsse"], S3L301@aws_s3_bucket.b["sse"]
# ok: S3L301@aws_s3_bucket.b["nokey"]
resource "aws_s3_bucket" "b" {
  for_each = local.forms
}

resource "aws_s3_bucket_server_side_encryption_configuration" "e" {
  for_each = local.forms
  bucket   = aws_s3_bucket.b[each.key].id
  rule {
    apply_server_side_encryption_by_default { # finding: S3L302@aws_s3_bucket.b["nokey"]
      sse_algorithm     = each.value.alg # finding: S3L302@aws_s3_bucket.b["sse"]
      # finding: S3L302@aws_s3_bucket.b["managed"], S3L302@aws_s3_bucket.b["empty"]
      kms_master_key_id = each.value.key
    }
  }
}
