# the policy of a bucket in the bucket itself

resource "aws_s3_bucket" "a" { # ok: S3L103
  bucket = "acme-a"
  # finding: S3L201@aws_s3_bucket.a
  policy = <<EOF
        {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": ["s3:GetObject"], "Resource": ["arn:aws:s3:::acme-a/*"],
          "Condition": {"IpAddress": {"aws:SourceIp": ["198.51.100.0/24"]}}}]}
        EOF
}
