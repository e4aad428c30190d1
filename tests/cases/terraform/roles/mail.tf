# SES writes as itself, or as a role
resource "aws_s3_bucket" "itself" {} # finding: S3L413
resource "aws_s3_bucket" "role" {}   # ok: S3L413
resource "aws_ses_receipt_rule" "r" {
  s3_action {
    bucket_name = aws_s3_bucket.itself.id
  }
  s3_action {
    bucket_name  = aws_s3_bucket.role.id
    iam_role_arn = "arn:aws:iam::111122223333:role/mail"
  }
}
