# a heredoc with a directive

resource "aws_s3_bucket" "b" { # ok: S3L103, S3L201
  bucket = "acme-data"
}

resource "aws_s3_bucket_public_access_block" "b" {
  bucket                  = aws_s3_bucket.b.id
  block_public_acls       = false
  ignore_public_acls      = false
  block_public_policy     = false
  restrict_public_buckets = false
}

variable "public" {
  default = false
}

resource "aws_s3_bucket_policy" "b" {
  bucket = aws_s3_bucket.b.id
  policy = <<EOT
{"Version": "2012-10-17", "Statement": [
%{if var.public}{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "${aws_s3_bucket.b.arn}/*"},%{endif}
{"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "s3:*", "Resource": ["${aws_s3_bucket.b.arn}", "${aws_s3_bucket.b.arn}/*"], "Condition": {"Bool": {"aws:SecureTransport": false}}}
]}
EOT
}
