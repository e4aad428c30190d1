# names that S3 would refuse

resource "aws_s3_bucket" "b" { # ok: S3L601@aws_s3_bucket.b["ok"], S3L601@aws_s3_bucket.b["dot"]
  for_each = {
    ok    = "acme-data-1", upper = "Acme", short = "ab", dots = "a..b", ip = "192.168.5.4", xn = "xn--abc"
    alias = "acme-s3alias", under = "acme_data", dash = "-acme", dot = "acme.data"
  }
  # finding: S3L601@aws_s3_bucket.b["upper"], S3L601@aws_s3_bucket.b["short"], S3L601@aws_s3_bucket.b["dots"]
  # finding: S3L601@aws_s3_bucket.b["ip"], S3L601@aws_s3_bucket.b["xn"], S3L601@aws_s3_bucket.b["alias"]
  # finding: S3L601@aws_s3_bucket.b["under"], S3L601@aws_s3_bucket.b["dash"]
  bucket = each.value
}
