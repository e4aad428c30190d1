resource "aws_s3_bucket" "alb_access_logs" { # finding: S3L302, S3L401, S3L402
  bucket = "acme-alb-access-logs"
}
resource "aws_s3_bucket" "www" { # finding: S3L201, S3L302
  bucket = "www.acme.example"
}
