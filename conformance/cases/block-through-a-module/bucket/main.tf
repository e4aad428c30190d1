resource "aws_s3_bucket" "data" {
  bucket = "conformance-data"
}

output "id" {
  value = aws_s3_bucket.data.id
}
