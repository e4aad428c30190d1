# endpoint policies that allow everything, and deny some of it again
variable "effect" {}

resource "aws_vpc_endpoint" "own_organization" { # ok: S3L705
  vpc_id       = "vpc-0a1b2c3d"
  service_name = "com.amazonaws.eu-west-1.s3"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Principal = "*", Action = "*", Resource = "*" },
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = "*"
        Resource  = "*"
        Condition = { StringNotEquals = { "aws:ResourceOrgID" = "o-a1b2c3d4e5" } }
      },
    ]
  })
}

resource "aws_vpc_endpoint" "reads_alone" {
  vpc_id       = "vpc-0a1b2c3d"
  service_name = "com.amazonaws.eu-west-1.s3"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }, # finding: S3L705
      { Effect = "Deny", Principal = "*", Action = "s3:DeleteObject", Resource = "*" },
    ]
  })
}

resource "aws_vpc_endpoint" "perhaps" {
  vpc_id       = "vpc-0a1b2c3d"
  service_name = "com.amazonaws.eu-west-1.s3"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Principal = "*", Action = "*", Resource = "*" },
      {
        Effect    = var.effect # unknown: S3L705
        Principal = "*"
        Action    = "*"
        Resource  = "*"
        Condition = { StringNotEquals = { "aws:ResourceOrgID" = "o-a1b2c3d4e5" } }
      },
    ]
  })
}

variable "more" {}

resource "aws_vpc_endpoint" "what_comes_from_outside_may_deny" {
  vpc_id       = "vpc-0a1b2c3d"
  service_name = "com.amazonaws.eu-west-1.s3"
  policy = jsonencode({ # unknown: S3L705@aws_vpc_endpoint.what_comes_from_outside_may_deny
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }, var.more]
  })
}
