# enabled unless said otherwise
resource "aws_s3_bucket" "b" {} # ok: S3L302
resource "aws_elb" "web" {
  access_logs {
    bucket = aws_s3_bucket.b.id
  }
}
# logs that are switched off arrive nowhere
resource "aws_s3_bucket" "off" {} # finding: S3L302 # ok: S3L413
resource "aws_elb" "off" {
  access_logs {
    bucket  = aws_s3_bucket.off.id
    enabled = false
  }
}
resource "aws_lb" "off" {
  access_logs {
    bucket = aws_s3_bucket.off.id
  }
}
