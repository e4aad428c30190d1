"""Whom the policy of a KMS key lets use it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.support.verdicts import verdicts

ACCOUNT = {"AWS": "111122223333"}
WHO: dict[str, tuple[dict[str, Any], str]] = {
    "everyone": ({"Principal": "*"}, "fail"),
    "everyone of an account": (
        {"Principal": "*", "Condition": {"StringEquals": {"kms:CallerAccount": "111122223333"}}},
        "pass",
    ),
    "everyone through a service": (
        {"Principal": "*", "Condition": {"StringEquals": {"kms:ViaService": "s3.us-east-1.amazonaws.com"}}},
        "fail",
    ),
    "an account": ({"Principal": ACCOUNT}, "pass"),
    "everyone but an account": ({"NotPrincipal": ACCOUNT}, "fail"),
    "everyone but everyone": ({"NotPrincipal": {"AWS": "*"}}, "pass"),
}


@pytest.mark.parametrize("who", WHO)
def test_who_can_use_a_key(who: str) -> None:
    named, expected = WHO[who]
    statement = {"Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*", **named}
    key = {"EnableKeyRotation": True, "KeyPolicy": {"Statement": [statement]}}
    rule = {"ServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": {"Ref": "K"}}}
    bucket = {"BucketEncryption": {"ServerSideEncryptionConfiguration": [rule]}}
    resources = {
        "K": {"Type": "AWS::KMS::Key", "Properties": key},
        "B": {"Type": "AWS::S3::Bucket", "Properties": bucket},
    }
    assert verdicts({"t.json": json.dumps({"Resources": resources})}, "S3L305")["S3L305", "K"] == expected
