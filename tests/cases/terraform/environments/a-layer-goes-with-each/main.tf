# common.tfvars sets what no environment sets: it goes with each
variable "versioned" {
  type    = bool
  default = false
}

variable "stage" {
  type    = string
  default = "dev"
}

resource "aws_s3_bucket" "b" {
  bucket = "acme-${var.stage}"
}

resource "aws_s3_bucket_versioning" "b" {
  bucket = aws_s3_bucket.b.id
  versioning_configuration {
    status = var.versioned ? "Enabled" : "Suspended" # finding: S3L501
  }
}
