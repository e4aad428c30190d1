# key policies for everyone, each under a condition: only some say who
variable "account" {}
variable "condition" {}

resource "aws_kms_key" "through_service" {
  enable_key_rotation = true
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*" # finding: S3L305
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "kms:ViaService" = "s3.eu-west-1.amazonaws.com" } }
    }]
  })
}

resource "aws_s3_bucket" "through_service" {}

resource "aws_s3_bucket_server_side_encryption_configuration" "through_service" {
  bucket = aws_s3_bucket.through_service.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.through_service.arn
    }
  }
}

resource "aws_kms_key" "all_but_one" {
  enable_key_rotation = true
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*" # finding: S3L305
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringNotEquals = { "kms:CallerAccount" = "222233334444" } }
    }]
  })
}

resource "aws_s3_bucket" "all_but_one" {}

resource "aws_s3_bucket_server_side_encryption_configuration" "all_but_one" {
  bucket = aws_s3_bucket.all_but_one.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.all_but_one.arn
    }
  }
}

resource "aws_kms_key" "any_account" {
  enable_key_rotation = true
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*" # finding: S3L305
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringLike = { "kms:CallerAccount" = "*" } }
    }]
  })
}

resource "aws_s3_bucket" "any_account" {}

resource "aws_s3_bucket_server_side_encryption_configuration" "any_account" {
  bucket = aws_s3_bucket.any_account.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.any_account.arn
    }
  }
}

resource "aws_kms_key" "if_it_is_there" {
  enable_key_rotation = true
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*" # finding: S3L305
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEqualsIfExists = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } }
    }]
  })
}

resource "aws_s3_bucket" "if_it_is_there" {}

resource "aws_s3_bucket_server_side_encryption_configuration" "if_it_is_there" {
  bucket = aws_s3_bucket.if_it_is_there.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.if_it_is_there.arn
    }
  }
}

resource "aws_kms_key" "one_account" { # ok: S3L305
  enable_key_rotation = true
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "kms:CallerAccount" = "111122223333", "kms:ViaService" = "s3.eu-west-1.amazonaws.com" } }
    }]
  })
}

resource "aws_s3_bucket" "one_account" {}

resource "aws_s3_bucket_server_side_encryption_configuration" "one_account" {
  bucket = aws_s3_bucket.one_account.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.one_account.arn
    }
  }
}

resource "aws_kms_key" "roles_of_one_account" { # ok: S3L305
  enable_key_rotation = true
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { ArnLike = { "aws:PrincipalArn" = "arn:aws:iam::111122223333:role/app-*" } }
    }]
  })
}

resource "aws_s3_bucket" "roles_of_one_account" {}

resource "aws_s3_bucket_server_side_encryption_configuration" "roles_of_one_account" {
  bucket = aws_s3_bucket.roles_of_one_account.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.roles_of_one_account.arn
    }
  }
}

resource "aws_kms_key" "places_in_one_organization" { # ok: S3L305
  enable_key_rotation = true
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { "ForAnyValue:StringLike" = { "aws:PrincipalOrgPaths" = "o-a1b2c3d4e5/*" } }
    }]
  })
}

resource "aws_s3_bucket" "places_in_one_organization" {}

resource "aws_s3_bucket_server_side_encryption_configuration" "places_in_one_organization" {
  bucket = aws_s3_bucket.places_in_one_organization.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.places_in_one_organization.arn
    }
  }
}

resource "aws_kms_key" "an_account_from_outside" { # ok: S3L305
  enable_key_rotation = true
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "kms:CallerAccount" = var.account } }
    }]
  })
}

resource "aws_s3_bucket" "an_account_from_outside" {}

resource "aws_s3_bucket_server_side_encryption_configuration" "an_account_from_outside" {
  bucket = aws_s3_bucket.an_account_from_outside.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.an_account_from_outside.arn
    }
  }
}

resource "aws_kms_key" "a_pattern_from_outside" {
  enable_key_rotation = true
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringLike = { "kms:CallerAccount" = var.account } } # unknown: S3L305
    }]
  })
}

resource "aws_s3_bucket" "a_pattern_from_outside" {}

resource "aws_s3_bucket_server_side_encryption_configuration" "a_pattern_from_outside" {
  bucket = aws_s3_bucket.a_pattern_from_outside.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.a_pattern_from_outside.arn
    }
  }
}

resource "aws_kms_key" "conditions_from_outside" {
  enable_key_rotation = true
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = var.condition # unknown: S3L305
    }]
  })
}

resource "aws_s3_bucket" "conditions_from_outside" {}

resource "aws_s3_bucket_server_side_encryption_configuration" "conditions_from_outside" {
  bucket = aws_s3_bucket.conditions_from_outside.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.conditions_from_outside.arn
    }
  }
}
