# key policies in resources of their own, replicas and keys with imported material

variable "open" {
  type = bool
}

locals {
  open   = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "kms:*", Resource = "*" }] }) # finding: S3L305
  closed = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "kms:*", Resource = "*" }] })
  keys = {
    closed   = aws_kms_key.closed.arn
    perhaps  = aws_kms_key.perhaps.arn
    imported = aws_kms_external_key.imported.arn
    off      = aws_kms_external_key.off.arn
    replica  = aws_kms_replica_key.of_closed.arn
    stale    = aws_kms_replica_key.of_stale.arn
    far      = aws_kms_replica_key.far.arn
    one      = aws_kms_replica_key.one.arn
    open     = aws_kms_replica_key.open.arn
  }
}

resource "aws_s3_bucket" "b" {
  for_each = local.keys
}

resource "aws_s3_bucket_server_side_encryption_configuration" "b" {
  for_each = local.keys
  bucket   = aws_s3_bucket.b[each.key].id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = each.value
    }
  }
}

resource "aws_kms_key" "closed" { # ok: S3L305
  enable_key_rotation = true
  multi_region        = true
}

resource "aws_kms_key_policy" "closed" {
  key_id = aws_kms_key.closed.key_id
  policy = local.closed
}

resource "aws_kms_key" "perhaps" {
  enable_key_rotation = true
}

resource "aws_kms_key_policy" "perhaps" {
  count  = var.open ? 1 : 0 # unknown: S3L305
  key_id = aws_kms_key.perhaps.key_id
  policy = local.open
}

resource "aws_kms_external_key" "imported" { # ok: S3L305
  policy = local.closed
}

resource "aws_kms_external_key" "off" {
  enabled = false # finding: S3L305
}

resource "aws_kms_replica_key" "of_closed" { # ok: S3L305
  primary_key_arn = aws_kms_key.closed.arn
}

resource "aws_kms_key" "stale" { # finding: S3L305@aws_kms_replica_key.of_stale
  multi_region = true
}

resource "aws_kms_replica_key" "of_stale" {
  primary_key_arn = aws_kms_key.stale.arn
}

resource "aws_kms_replica_key" "far" {
  primary_key_arn = "arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab" # unknown: S3L305
}

resource "aws_kms_replica_key" "open" {
  primary_key_arn = aws_kms_key.closed.arn
  policy          = local.open
}

# a replica of a replica, which KMS refuses
resource "aws_kms_replica_key" "one" {
  primary_key_arn = aws_kms_replica_key.two.arn # unknown: S3L305
}

resource "aws_kms_replica_key" "two" {
  primary_key_arn = aws_kms_replica_key.one.arn
}
