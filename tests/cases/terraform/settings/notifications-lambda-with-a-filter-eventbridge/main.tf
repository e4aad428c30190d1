# notifications: lambda with a filter, eventbridge false, dynamic topics over nothing

variable "topics" {
  default = {}
}

resource "aws_s3_bucket" "a" {} # ok: S3L412

resource "aws_s3_bucket" "b" {}

resource "aws_s3_bucket" "c" {}

resource "aws_s3_bucket_notification" "a" {
  bucket = aws_s3_bucket.a.id
  lambda_function {
    lambda_function_arn = "arn:aws:lambda:eu-west-1:111122223333:function:f"
    events              = ["s3:ObjectCreated:*"]
    filter_prefix       = "in/"
  }
}

resource "aws_s3_bucket_notification" "b" {
  bucket      = aws_s3_bucket.b.id
  eventbridge = false # finding: S3L412@aws_s3_bucket.b
}

resource "aws_s3_bucket_notification" "c" { # finding: S3L412@aws_s3_bucket.c
  bucket = aws_s3_bucket.c.id
  dynamic "topic" {
    for_each = var.topics
    content {
      topic_arn = topic.value
      events    = ["s3:ObjectRemoved:*"]
    }
  }
}
