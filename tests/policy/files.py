"""States a bucket with its policy as Terraform and as CloudFormation."""

from __future__ import annotations

import json
from typing import Any

FLAGS = {
    "BlockPublicAcls": "block_public_acls",
    "IgnorePublicAcls": "ignore_public_acls",
    "BlockPublicPolicy": "block_public_policy",
    "RestrictPublicBuckets": "restrict_public_buckets",
}


def terraform(bucket: str, policy: Any, flags: dict[str, bool], ownership: str, acl: Any, points: list[Any]) -> str:
    """A root module."""
    text = f'resource "aws_s3_bucket" "b" {{\n  bucket = "{bucket}"\n}}\n'
    text += _block('resource "aws_s3_bucket_public_access_block" "b"', _flags(flags))
    text += _block(
        'resource "aws_s3_bucket_ownership_controls" "b"', _block("rule", f'object_ownership = "{ownership}"')
    )
    if isinstance(acl, str):
        text += _block('resource "aws_s3_bucket_acl" "b"', f'acl = "{acl}"')
    elif acl:
        grants = "".join(_grant(grant) for grant in acl["grants"])
        inner = _block("access_control_policy", grants + _block("owner", 'id = "x"'))
        text += _block('resource "aws_s3_bucket_acl" "b"', inner)
    if policy:
        text += _block('resource "aws_s3_bucket_policy" "b"', _heredoc(policy))
    for point in points:
        inner = f'name = "{point["name"]}"\n' + _block("public_access_block_configuration", _flags(point["bpa"]), "")
        inner += _block("vpc_configuration", 'vpc_id = "vpc-1"', "") if point["network_origin"] == "VPC" else ""
        text += _block(f'resource "aws_s3_access_point" "{point["name"]}"', inner + _heredoc(point["policy"]))
    return text


def _block(header: str, body: str, bucket: str = "bucket = aws_s3_bucket.b.id\n") -> str:
    return f"{header} {{\n{bucket if header.startswith('resource') else ''}{body}\n}}\n"


def _flags(flags: dict[str, bool]) -> str:
    return "\n".join(f"{FLAGS[name]} = {str(on).lower()}" for name, on in flags.items())


def _heredoc(policy: Any) -> str:
    return "policy = <<EOT\n" + json.dumps(policy, indent=2).replace("${", "$${") + "\nEOT\n"


def _grant(grant: Any) -> str:
    who = grant["grantee"]
    named = f'uri = "{who["uri"]}"' if "uri" in who else f'id = "{who["id"]}"'
    return _block(
        "grant", f'permission = "{grant["permission"]}"\n' + _block("grantee", f'type = "{who["type"]}"\n{named}')
    )


def cloudformation(bucket: str, policy: Any, flags: dict[str, bool], ownership: str, acl: Any) -> str:
    """A template in JSON."""
    properties: dict[str, Any] = {
        "BucketName": bucket,
        "PublicAccessBlockConfiguration": flags or {"RestrictPublicBuckets": False},
        "OwnershipControls": {"Rules": [{"ObjectOwnership": ownership}]},
    }
    if acl:
        properties["AccessControl"] = "".join(word.title() for word in acl.split("-"))
    resources: dict[str, Any] = {"B": {"Type": "AWS::S3::Bucket", "Properties": properties}}
    if policy:
        stated = {"Bucket": {"Ref": "B"}, "PolicyDocument": policy}
        resources["P"] = {"Type": "AWS::S3::BucketPolicy", "Properties": stated}
    return json.dumps({"Resources": resources})
