# S3's guide and the CDK disagree where the key policy lets log delivery in
variable "elsewhere" {}
resource "aws_kms_key" "lets" {
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "logging.s3.amazonaws.com" }
      Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
      Resource  = "*"
    }]
  })
}
resource "aws_kms_key" "default" {}
locals {
  keys = { lets = aws_kms_key.lets.arn, default = aws_kms_key.default.arn, elsewhere = var.elsewhere }
}
resource "aws_s3_bucket" "logs" {
  for_each = local.keys
}
resource "aws_s3_bucket_server_side_encryption_configuration" "logs" {
  for_each = local.keys
  bucket   = aws_s3_bucket.logs[each.key].id
  rule {
    apply_server_side_encryption_by_default {
      # finding: S3L309@aws_s3_bucket.logs["default"]
      sse_algorithm     = "aws:kms"
      # unknown: S3L309@aws_s3_bucket.logs["lets"], S3L309@aws_s3_bucket.logs["elsewhere"]
      kms_master_key_id = each.value
    }
  }
}
resource "aws_s3_bucket" "app" {
  for_each = local.keys
}
resource "aws_s3_bucket_logging" "app" {
  for_each      = local.keys
  bucket        = aws_s3_bucket.app[each.key].id
  target_bucket = aws_s3_bucket.logs[each.key].id
  target_prefix = "app/"
}
