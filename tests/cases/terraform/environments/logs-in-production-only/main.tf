# load balancer logs cannot be encrypted with KMS, and only prod.tfvars turns them on
variable "logs" {
  type    = bool
  default = false
}

resource "aws_s3_bucket" "logs" { # finding: S3L413
  bucket = "acme-balancer-logs"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "logs" {
  bucket = aws_s3_bucket.logs.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms" # finding: S3L309
      kms_master_key_id = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    }
  }
}

resource "aws_lb" "web" {
  name               = "web"
  load_balancer_type = "application"
  access_logs {
    bucket  = aws_s3_bucket.logs.id
    enabled = var.logs
  }
}
