# an instance for each item of the set, though not all of its keys are known: controls with the same key are its own
variable "archive" {
  type = string
}

data "aws_partition" "current" {}

resource "aws_s3_bucket" "all" { # ok: S3L102
  for_each = toset([var.archive, "acme-reports"])
  bucket   = each.value
}

resource "aws_s3_bucket_public_access_block" "all" {
  for_each                = toset(["acme-reports", var.archive])
  bucket                  = aws_s3_bucket.all[each.key].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "archive" {
  bucket = aws_s3_bucket.all[var.archive].id
  versioning_configuration {
    status = "Suspended" # finding: S3L501@aws_s3_bucket.all["${var.archive}"]
  }
}

resource "aws_s3_bucket_versioning" "reports" {
  bucket = aws_s3_bucket.all["acme-reports"].id
  versioning_configuration {
    status = "Enabled" # ok: S3L501@aws_s3_bucket.all["acme-reports"]
  }
}

locals {
  policies = distinct(concat(
    ["arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonS3FullAccess"],
    ["arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonSQSFullAccess"],
  ))
}

resource "aws_iam_role" "worker" {
  name               = "worker"
  assume_role_policy = "{}"
}

resource "aws_iam_role_policy_attachment" "worker" {
  for_each   = toset(local.policies)
  role       = aws_iam_role.worker.name
  policy_arn = each.value # finding: S3L701@aws_iam_role_policy_attachment.worker["arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonS3FullAccess"]
}
