"""The ways in which a template states a bucket `acme-data` and its policy. `BUCKET` stands for the bucket's ARN."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

Statement = dict[str, Any]

FLAGS = {
    "BlockPublicAcls": "block_public_acls",
    "BlockPublicPolicy": "block_public_policy",
    "IgnorePublicAcls": "ignore_public_acls",
    "RestrictPublicBuckets": "restrict_public_buckets",
}


def jsonencode(statements: list[Statement], blocked: bool) -> str:
    """By Terraform's `jsonencode`."""
    return _terraform(f"jsonencode({_document(statements, '${aws_s3_bucket.b.arn}')})", blocked)


def heredoc(statements: list[Statement], blocked: bool) -> str:
    """As a text, and by the bucket's name."""
    policy = f"<<-EOT\n{_document(statements, 'arn:aws:s3:::acme-data')}\n  EOT"
    return _terraform(policy, blocked, bucket='"acme-data"')


def policy_document(statements: list[Statement], blocked: bool) -> str:
    """By the data source, whose values are all lists of text."""
    blocks = "\n".join(map(_block, _placed(statements, "${aws_s3_bucket.b.arn}")))
    data = f'data "aws_iam_policy_document" "b" {{\n{blocks}\n}}\n'
    return data + _terraform("data.aws_iam_policy_document.b.json", blocked)


def sub(statements: list[Statement], blocked: bool) -> str:
    """By CloudFormation's `Fn::Sub`."""
    return _template(statements, blocked, lambda text: {"Fn::Sub": text.replace("BUCKET", "${Data.Arn}")})


def join(statements: list[Statement], blocked: bool) -> str:
    """By CloudFormation's `Fn::Join`."""
    arn = {"Fn::GetAtt": ["Data", "Arn"]}
    return _template(statements, blocked, lambda text: {"Fn::Join": ["", [arn, text.removeprefix("BUCKET")]]})


FORMS: dict[str, Callable[[list[Statement], bool], str]] = {
    "jsonencode/main.tf": jsonencode,
    "heredoc/main.tf": heredoc,
    "policy_document/main.tf": policy_document,
    "sub.json": sub,
    "join.json": join,
}


def _placed(statements: list[Statement], arn: str) -> Any:
    return json.loads(json.dumps(statements).replace("BUCKET", arn))


def _document(statements: list[Statement], arn: str) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": _placed(statements, arn)}, indent=1)


def _terraform(policy: str, blocked: bool, bucket: str = "aws_s3_bucket.b.id") -> str:
    flags = "\n".join(f"  {flag} = {str(blocked).lower()}" for flag in FLAGS.values())
    return f"""
resource "aws_s3_bucket" "b" {{
  bucket = "acme-data"
}}
resource "aws_s3_bucket_public_access_block" "b" {{
  bucket = aws_s3_bucket.b.id
{flags}
}}
resource "aws_s3_bucket_policy" "b" {{
  bucket = {bucket}
  policy = {policy}
}}
"""


def _block(statement: Statement) -> str:
    lines = [f'effect = "{statement["Effect"]}"', *_elements(statement)]
    for operator, keys in statement.get("Condition", {}).items():
        for key, values in keys.items():
            texts = [value if isinstance(value, str) else json.dumps(value) for value in _list(values)]
            lines.append(f'condition {{\n test = "{operator}"\n variable = "{key}"\n values = {json.dumps(texts)}\n}}')
    return "statement {\n" + "\n".join(lines) + "\n}"


def _elements(statement: Statement) -> Iterator[str]:
    """Actions, resources and principals, plain or negated."""
    for prefix, negated in (("", ""), ("not_", "Not")):
        for element, name in (("Action", "actions"), ("Resource", "resources")):
            if negated + element in statement:
                yield f"{prefix}{name} = {json.dumps(_list(statement[negated + element]))}"
        who = statement.get(f"{negated}Principal", {})
        for kind, names in ({"*": "*"} if who == "*" else who).items():
            yield f'{prefix}principals {{\n type = "{kind}"\n identifiers = {json.dumps(_list(names))}\n}}'


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _template(statements: list[Statement], blocked: bool, resource: Callable[[str], Any]) -> str:
    def walk(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: walk(item) for key, item in value.items()}
        if isinstance(value, list):
            return [walk(item) for item in value]
        return resource(value) if isinstance(value, str) and value.startswith("BUCKET") else value

    bucket = {
        "BucketName": "acme-data",
        "PublicAccessBlockConfiguration": dict.fromkeys(FLAGS, str(blocked).lower()),
    }
    document = {"Version": "2012-10-17", "Statement": walk(statements)}
    resources = {
        "Data": {"Type": "AWS::S3::Bucket", "Properties": bucket},
        "Policy": {
            "Type": "AWS::S3::BucketPolicy",
            "Properties": {"Bucket": {"Ref": "Data"}, "PolicyDocument": document},
        },
    }
    return json.dumps({"Resources": resources})
