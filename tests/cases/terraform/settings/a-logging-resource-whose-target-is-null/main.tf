# a logging resource whose target is null is refused, counted away is off

variable "logs" {
  default = ""
}

resource "aws_s3_bucket" "a" {} # finding: S3L402

resource "aws_s3_bucket_logging" "a" {
  for_each      = var.logs == "" ? toset([]) : toset([var.logs])
  bucket        = aws_s3_bucket.a.id
  target_bucket = each.key
  target_prefix = ""
}
