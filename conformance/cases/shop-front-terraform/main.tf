# A shop's pictures and uploads, and all that reaches them: CloudFront, browsers, functions, a VPC, a build server.

data "aws_caller_identity" "own" {}

# --- Pictures: private, read through CloudFront by all shops' pages ----------------------------------------------

resource "aws_s3_bucket" "pictures" {}

resource "aws_s3_bucket_public_access_block" "pictures" {
  bucket = aws_s3_bucket.pictures.id

  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "pictures" {
  bucket = aws_s3_bucket.pictures.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_cors_configuration" "pictures" {
  bucket = aws_s3_bucket.pictures.id

  cors_rule {
    allowed_methods = ["GET", "HEAD"]
    allowed_origins = ["*"]
  }
}

resource "aws_s3_bucket_policy" "pictures" {
  bucket = aws_s3_bucket.pictures.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [aws_s3_bucket.pictures.arn, "${aws_s3_bucket.pictures.arn}/*"]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
      {
        Effect    = "Allow"
        Principal = { Service = "cloudfront.amazonaws.com" }
        Action    = "s3:GetObject"
        Resource  = "${aws_s3_bucket.pictures.arn}/*"
        Condition = { StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.own.account_id } }
      },
    ]
  })
}

resource "aws_cloudfront_origin_access_control" "shop" {
  name                              = "shop"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

resource "aws_cloudfront_distribution" "shop" {
  enabled = true

  origin {
    origin_id                = "pictures"
    domain_name              = aws_s3_bucket.pictures.bucket_regional_domain_name
    origin_access_control_id = aws_cloudfront_origin_access_control.shop.id
  }

  # Superseded, but signed all the same.
  origin {
    origin_id   = "catalogs"
    domain_name = aws_s3_bucket.pictures.bucket_regional_domain_name

    s3_origin_config {
      origin_access_identity = "origin-access-identity/cloudfront/E2QWRUHEXAMPLE"
    }
  }

  origin {
    origin_id   = "receipts"
    domain_name = aws_s3_bucket.uploads.bucket_regional_domain_name
  }

  # The campaign is over, and so is its bucket.
  origin {
    origin_id   = "campaign"
    domain_name = "acme-campaign-2019.s3.amazonaws.com"
  }

  default_cache_behavior {
    target_origin_id       = "pictures"
    viewer_protocol_policy = "redirect-to-https"
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
    cache_policy_id        = "658327ea-f89d-4fab-a63d-7e88639e58f6"
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  viewer_certificate {
    cloudfront_default_certificate = true
  }
}

# --- Uploads: browsers put them, a function looks at them --------------------------------------------------------

resource "aws_s3_bucket" "uploads" {}

resource "aws_s3_bucket_public_access_block" "uploads" {
  bucket = aws_s3_bucket.uploads.id

  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "uploads" {
  bucket = aws_s3_bucket.uploads.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_cors_configuration" "uploads" {
  bucket = aws_s3_bucket.uploads.id

  cors_rule {
    allowed_methods = ["PUT"]
    allowed_origins = ["*"]
  }
}

resource "aws_s3_bucket_notification" "uploads" {
  bucket = aws_s3_bucket.uploads.id

  lambda_function {
    lambda_function_arn = "arn:aws:lambda:eu-west-1:111122223333:function:scan"
    events              = ["s3:ObjectCreated:*"]
  }
}

resource "aws_lambda_permission" "scan" {
  action        = "lambda:InvokeFunction"
  function_name = "scan"
  principal     = "s3.amazonaws.com"
  source_arn    = aws_s3_bucket.uploads.arn
}

resource "aws_lambda_permission" "resize" {
  action         = "lambda:InvokeFunction"
  function_name  = "resize"
  principal      = "s3.amazonaws.com"
  source_arn     = aws_s3_bucket.pictures.arn
  source_account = data.aws_caller_identity.own.account_id
}

# --- Who reaches them from within --------------------------------------------------------------------------------

resource "aws_vpc_endpoint" "workers_endpoint" {
  vpc_id       = "vpc-0a1b2c3d4e5f67890"
  service_name = "com.amazonaws.eu-west-1.s3"
}

resource "aws_vpc_endpoint" "shop_endpoint" {
  vpc_id       = "vpc-0f9e8d7c6b5a43210"
  service_name = "com.amazonaws.eu-west-1.s3"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = "*"
        Action    = ["s3:GetObject", "s3:PutObject"]
        Resource  = ["${aws_s3_bucket.pictures.arn}/*", "${aws_s3_bucket.uploads.arn}/*"]
      },
    ]
  })
}

resource "aws_iam_user" "build_server" {
  name = "build-server"
}

resource "aws_iam_user_policy" "publish" {
  name = "publish"
  user = aws_iam_user.build_server.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = "s3:PutObject"
        Resource = "${aws_s3_bucket.pictures.arn}/*"
      },
    ]
  })
}

resource "aws_iam_role" "editor" {
  name = "editor"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

# The recycle bin of the pictures is their versions, and this role may empty it.
resource "aws_iam_role_policy" "edit" {
  name = "edit"
  role = aws_iam_role.editor.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject*"]
        Resource = "${aws_s3_bucket.pictures.arn}/*"
      },
    ]
  })
}
