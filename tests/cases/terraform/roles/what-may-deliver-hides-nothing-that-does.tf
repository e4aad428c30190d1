# a load balancer that may be there stands before one that is: what is certain decides
variable "internal" {
  type = bool
}

resource "aws_s3_bucket" "logs" {
  bucket = "acme-logs"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "logs" {
  bucket = aws_s3_bucket.logs.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "aws:kms" # finding: S3L309
    }
  }
}

resource "aws_lb" "internal" {
  count   = var.internal ? 1 : 0
  subnets = ["subnet-a", "subnet-b"]
  access_logs {
    bucket  = aws_s3_bucket.logs.id
    enabled = true
  }
}

resource "aws_lb" "public" {
  subnets = ["subnet-a", "subnet-b"]
  access_logs {
    bucket  = aws_s3_bucket.logs.id
    enabled = true
  }
}
