# controls that are repeated over the buckets themselves: one for each, however many there are
variable "number" {
  type = number
}

variable "names" { # unknown: S3L501@aws_s3_bucket.named[*]
  type = set(string)
}

resource "aws_s3_bucket" "counted" { # ok: S3L102@aws_s3_bucket.counted[*]
  count  = var.number
  bucket = "acme-${count.index}"
}

resource "aws_s3_bucket_public_access_block" "counted" {
  count                   = length(aws_s3_bucket.counted)
  bucket                  = aws_s3_bucket.counted[count.index].bucket
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket" "named" {
  for_each = var.names
  bucket   = each.value
}

resource "aws_s3_bucket_public_access_block" "named" {
  for_each                = { for name, bucket in aws_s3_bucket.named : name => bucket.id }
  bucket                  = each.value
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = false # finding: S3L102@aws_s3_bucket.named[*]
}

# not over all of them
resource "aws_s3_bucket_versioning" "named" {
  for_each = { for name, bucket in aws_s3_bucket.named : name => bucket.id if name != "scratch" }
  bucket   = each.value
  versioning_configuration {
    status = "Enabled"
  }
}
