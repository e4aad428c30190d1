# the policy of the destination allows inventories of another bucket alone
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}

resource "aws_s3_bucket" "more" {
  bucket_prefix = "acme-more-"
}

resource "aws_s3_bucket" "lists" {
  bucket = "acme-lists"
}

resource "aws_s3_bucket" "good" { # ok: S3L413
  bucket = "acme-good"
}

resource "aws_s3_bucket_policy" "lists" { # finding: S3L413
  bucket = aws_s3_bucket.lists.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "s3.amazonaws.com" }
      Action    = "s3:PutObject"
      Resource  = "${aws_s3_bucket.lists.arn}/*"
      Condition = { ArnLike = { "aws:SourceArn" = "arn:aws:s3:::acme-data-old" } }
    }]
  })
}

resource "aws_s3_bucket_policy" "good" {
  bucket = aws_s3_bucket.good.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "s3.amazonaws.com" }
      Action    = "s3:PutObject"
      Resource  = "${aws_s3_bucket.good.arn}/*"
      Condition = { ArnLike = { "aws:SourceArn" = ["arn:aws:s3:::acme-d*", "arn:aws:s3:::acme-more-*"] } }
    }]
  })
}

resource "aws_s3_bucket_inventory" "lists" {
  for_each                 = { lists = aws_s3_bucket.lists.arn, good = aws_s3_bucket.good.arn }
  name                     = each.key
  bucket                   = aws_s3_bucket.data.id
  included_object_versions = "Current"
  schedule {
    frequency = "Weekly"
  }
  destination {
    bucket {
      bucket_arn = each.value
      format     = "CSV"
    }
  }
}

resource "aws_s3_bucket_inventory" "more" {
  name                     = "more"
  bucket                   = aws_s3_bucket.more.id
  included_object_versions = "Current"
  schedule {
    frequency = "Weekly"
  }
  destination {
    bucket {
      bucket_arn = aws_s3_bucket.good.arn
      format     = "CSV"
    }
  }
}
