locals {
  prefix = "corp-${var.stage}"
}

resource "aws_s3_bucket" "old" {
  force_destroy = true

  versioning {
    enabled    = false
    mfa_delete = false
  }
}

variable "stage" {
  default = "test"
}
