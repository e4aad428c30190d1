"""Writes repositories with the shape of real ones, the same bytes for the same size.

    python benchmarks/generate.py terraform 1000 FOLDER
    python benchmarks/generate.py cloudformation 500 FOLDER

A Terraform repository has four files in a folder, one shared module for every ten folders, the stages of an
environment that call the modules, `for_each`, and S3 in 5 % of the folders. A template is a small service, and one in
five has a bucket.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from pathlib import Path

FILES_IN_FOLDER = 4
FOLDERS_PER_MODULE = 10
S3_IN = (0, 27)  # of every 40 folders: a shared module, which several others call, and a stage of a service
SERVICES = ("billing", "catalog", "checkout", "identity", "ledger", "mail", "orders", "profile", "search", "stock")
STAGES = ("dev", "staging", "prod")

VARIABLES = """\
variable "name" {
  description = "What everything here is called"
  type        = string
  default     = "SERVICE"
}

variable "stage" {
  type    = string
  default = "STAGE"
}

variable "subnets" {
  type    = map(object({ cidr = string, zone = string }))
  default = {
    a = { cidr = "10.0.1.0/24", zone = "eu-central-1a" }
    b = { cidr = "10.0.2.0/24", zone = "eu-central-1b" }
  }
}

locals {
  prefix = "${var.name}-${var.stage}"
  tags = {
    Service = var.name
    Stage   = var.stage
    Owner   = "team-NUMBER"
  }
}
"""

VERSIONS = """\
terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
  }
}

provider "aws" {
  region = "eu-central-1"
}
"""

MAIN = """\
resource "aws_vpc" "this" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
  tags                 = merge(local.tags, { Name = local.prefix })
}

resource "aws_subnet" "this" {
  for_each          = var.subnets
  vpc_id            = aws_vpc.this.id
  cidr_block        = each.value.cidr
  availability_zone = each.value.zone
  tags              = merge(local.tags, { Name = "${local.prefix}-${each.key}" })
}

resource "aws_security_group" "this" {
  name   = local.prefix
  vpc_id = aws_vpc.this.id

  dynamic "ingress" {
    for_each = [80, 443]
    content {
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = ["10.0.0.0/8"]
    }
  }
}

resource "aws_iam_role" "this" {
  name               = local.prefix
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
}

resource "aws_lambda_function" "this" {
  function_name = local.prefix
  role          = aws_iam_role.this.arn
  handler       = "main.handler"
  runtime       = "python3.12"
  filename      = "build/NUMBER.zip"
  environment {
    variables = {
      STAGE = var.stage
      TABLE = aws_dynamodb_table.this.name
    }
  }
}

resource "aws_dynamodb_table" "this" {
  name         = "${local.prefix}-items"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"
  attribute {
    name = "id"
    type = "S"
  }
  tags = local.tags
}

resource "aws_cloudwatch_metric_alarm" "errors" {
  alarm_name          = "${local.prefix}-errors"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 2
  threshold           = NUMBER
  dimensions          = { FunctionName = aws_lambda_function.this.function_name }
}
"""

OUTPUTS = """\
output "vpc_id" {
  value = aws_vpc.this.id
}

output "subnets" {
  value = { for key, subnet in aws_subnet.this : key => subnet.id }
}

output "role_arn" {
  description = "The role of the function"
  value       = aws_iam_role.this.arn
}
"""

BUCKETS = """
resource "aws_s3_bucket" "data" {
  for_each = toset(["uploads", "exports"])
  bucket   = "${local.prefix}-${each.key}"
  tags     = local.tags
}

resource "aws_s3_bucket_public_access_block" "data" {
  for_each                = aws_s3_bucket.data
  bucket                  = each.value.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = RESTRICT
}

resource "aws_s3_bucket_versioning" "data" {
  for_each = aws_s3_bucket.data
  bucket   = each.value.id
  versioning_configuration {
    status = "Enabled"
  }
}

data "aws_iam_policy_document" "data" {
  for_each = aws_s3_bucket.data
  statement {
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [each.value.arn, "${each.value.arn}/*"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

resource "aws_s3_bucket_policy" "data" {
  for_each = aws_s3_bucket.data
  bucket   = each.value.id
  policy   = data.aws_iam_policy_document.data[each.key].json
}
"""

CALL = """
module "shared" {
  source = "../../../modules/SHARED"
  name   = local.prefix
  stage  = var.stage
}
"""


def terraform(files: int) -> Iterator[tuple[str, str]]:
    """Path and text of each of the files of a Terraform repository."""
    draw = random.Random(files)
    written = 0
    for number in range(-(-files // FILES_IN_FOLDER)):
        service, stage = SERVICES[number % len(SERVICES)], STAGES[number % len(STAGES)]
        shared = number // FOLDERS_PER_MODULE
        is_module = number % FOLDERS_PER_MODULE == 0
        folder = f"modules/m{shared}" if is_module else f"live/{stage}/{service}-{number}"
        main = MAIN
        if number % 40 in S3_IN:
            main += BUCKETS.replace("RESTRICT", draw.choice(["true", "true", "false"]))
        if not is_module and draw.random() < 0.5:
            main += CALL.replace("SHARED", f"m{shared}")
        for name, text in (
            ("main.tf", main),
            ("variables.tf", VARIABLES),
            ("outputs.tf", OUTPUTS),
            ("versions.tf", VERSIONS),
        ):
            if written == files:
                return
            written += 1
            text = text.replace("SERVICE", service).replace("STAGE", stage).replace("NUMBER", str(number))
            yield f"{folder}/{name}", text


def cloudformation(count: int) -> Iterator[tuple[str, str]]:
    """Templates of about 5 kB (public ones: median 3, mean 6): three in YAML for one in JSON, S3 in one of five."""
    draw = random.Random(count)
    for number in range(count):
        template = {
            "AWSTemplateFormatVersion": "2010-09-09",
            "Description": f"Service {number}: functions behind a queue, a table and their alarms",
            "Parameters": {
                "Stage": {"Type": "String", "Default": "dev", "AllowedValues": list(STAGES)},
                "LogRetention": {"Type": "Number", "Default": 30},
            },
            "Mappings": {"Sizes": {stage: {"Memory": 128 * (n + 1)} for n, stage in enumerate(STAGES)}},
            "Conditions": {"IsProd": {"Fn::Equals": [{"Ref": "Stage"}, "prod"]}},
            "Resources": _service(number) | (_bucket(number, draw) if number % 5 == 0 else {}),
            "Outputs": {
                "Queue": {"Value": {"Ref": "Queue"}, "Export": {"Name": {"Fn::Sub": "${AWS::StackName}-queue"}}},
                "Table": {"Value": {"Fn::GetAtt": ["Table", "Arn"]}},
            },
        }
        if number % 4 == 3:
            yield f"stacks/s{number}.json", json.dumps(template, indent=2) + "\n"
        else:
            yield f"stacks/s{number}.yaml", "\n".join(_yaml(template, 0)) + "\n"


def _service(number: int) -> dict[str, object]:
    """A service as templates have it: a queue, a table, a role, functions with log groups and alarms."""
    resources: dict[str, object] = {
        "Queue": {
            "Type": "AWS::SQS::Queue",
            "Properties": {"QueueName": {"Fn::Sub": f"jobs-{number}-${{Stage}}"}, "VisibilityTimeout": 60},
        },
        "Table": {
            "Type": "AWS::DynamoDB::Table",
            "Properties": {
                "BillingMode": "PAY_PER_REQUEST",
                "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
                "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
                "PointInTimeRecoverySpecification": {
                    "PointInTimeRecoveryEnabled": {"Fn::If": ["IsProd", True, {"Ref": "AWS::NoValue"}]}
                },
            },
        },
        "Role": {
            "Type": "AWS::IAM::Role",
            "Properties": {
                "AssumeRolePolicyDocument": {
                    "Version": "2012-10-17",
                    "Statement": [
                        {
                            "Effect": "Allow",
                            "Action": "sts:AssumeRole",
                            "Principal": {"Service": "lambda.amazonaws.com"},
                        }
                    ],
                },
            },
        },
    }
    for name in ("Intake", "Worker", "Report"):
        resources |= {
            f"{name}Function": {
                "Type": "AWS::Lambda::Function",
                "Properties": {
                    "FunctionName": {"Fn::Sub": f"{name.lower()}-{number}-${{Stage}}"},
                    "Handler": f"{name.lower()}.handler",
                    "Runtime": "python3.12",
                    "MemorySize": {"Fn::FindInMap": ["Sizes", {"Ref": "Stage"}, "Memory"]},
                    "Role": {"Fn::GetAtt": ["Role", "Arn"]},
                    "Code": {"ZipFile": "def handler(event, context): pass"},
                    "Environment": {"Variables": {"TABLE": {"Ref": "Table"}, "QUEUE": {"Ref": "Queue"}}},
                },
            },
            f"{name}Logs": {
                "Type": "AWS::Logs::LogGroup",
                "Properties": {
                    "LogGroupName": {"Fn::Sub": f"/aws/lambda/{name.lower()}-{number}-${{Stage}}"},
                    "RetentionInDays": {"Ref": "LogRetention"},
                },
            },
            f"{name}Errors": {
                "Type": "AWS::CloudWatch::Alarm",
                "Properties": {
                    "Namespace": "AWS/Lambda",
                    "MetricName": "Errors",
                    "Statistic": "Sum",
                    "Period": 300,
                    "EvaluationPeriods": 1,
                    "Threshold": 1,
                    "ComparisonOperator": "GreaterThanOrEqualToThreshold",
                    "Dimensions": [{"Name": "FunctionName", "Value": {"Ref": f"{name}Function"}}],
                },
            },
        }
    return resources


def _bucket(number: int, draw: random.Random) -> dict[str, object]:
    """A bucket with what templates usually state."""
    return {
        "Data": {
            "Type": "AWS::S3::Bucket",
            "Properties": {
                "BucketName": {"Fn::Sub": f"data-{number}-${{Stage}}"},
                "VersioningConfiguration": {"Status": "Enabled"},
                "PublicAccessBlockConfiguration": {
                    "BlockPublicAcls": True,
                    "BlockPublicPolicy": True,
                    "IgnorePublicAcls": True,
                    "RestrictPublicBuckets": draw.random() < 0.7,
                },
            },
        }
    }


def _yaml(value: object, depth: int) -> Iterator[str]:
    """A template as a person writes it: block style, quoted text."""
    indent = "  " * depth
    pairs = value.items() if isinstance(value, dict) else (("-", item) for item in value)  # type: ignore[attr-defined]
    for key, item in pairs:
        head = f"{indent}-" if key == "-" else f"{indent}{key}:"
        if isinstance(item, dict | list):
            yield head
            yield from _yaml(item, depth + 1)
        else:
            yield f"{head} {json.dumps(item)}"


def write(kind: str, count: int, folder: Path) -> None:
    """Write a repository, unless the folder has it already."""
    mark = folder / ".generated"
    wanted = f"{kind} {count}"
    if mark.is_file() and mark.read_text() == wanted:
        return
    for path, text in {"terraform": terraform, "cloudformation": cloudformation}[kind](count):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    mark.write_text(wanted)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=("terraform", "cloudformation"))
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    given = parser.parse_args()
    write(given.kind, given.count, given.folder)
