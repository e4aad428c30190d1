"""What identity policies give together, as findings say it: severity, subject, message."""

from __future__ import annotations

import json

from s3lint.checks import Finding, Outcome
from tests.support.verdicts import findings

ROLE = 'resource "aws_iam_role" "r" {\n  name               = "r"\n  assume_role_policy = "{}"\n}\n'
OBJECTS = ("s3:GetObject", "s3:PutObject", "s3:DeleteObject")


def policy(name: str, action: object, resource: object = "*", role: str = "aws_iam_role.r.name") -> str:
    stated = json.dumps({"Statement": [{"Effect": "Allow", "Action": action, "Resource": resource}]})
    return f'resource "aws_iam_role_policy" "{name}" {{\n  role   = {role}\n  policy = jsonencode({stated})\n}}\n'


def attached(name: str, role: str = "aws_iam_role.r.name") -> str:
    return (
        f'resource "aws_iam_role_policy_attachment" "{name}" {{\n  role       = {role}\n'
        f'  policy_arn = "arn:aws:iam::aws:policy/{name}"\n}}\n'
    )


def failures(text: str, *codes: str) -> list[Finding]:
    return [f for f in findings({"main.tf": text}, *codes) if f.verdict is Outcome.FAIL]


def test_administrators_are_worth_knowing_and_no_more() -> None:
    (found,) = failures(ROLE + policy("a", "*"), "S3L701")
    assert found.severity.word == "info"
    assert found.message == "the policy grants administrator access, all of S3 included: statement 1 allows * on *"
    assert [f.severity.word for f in failures(ROLE + attached("AdministratorAccess"), "S3L701")] == ["info"]
    assert [f.severity.word for f in failures(ROLE + attached("AmazonS3FullAccess"), "S3L701")] == ["high"]
    assert [f.severity.word for f in failures(ROLE + policy("a", ["s3:*", "ec2:*"]), "S3L701")] == ["high"]
    assert [f.severity.word for f in failures(ROLE + policy("a", "*", "arn:aws:s3:::*"), "S3L701")] == ["high"]
    assert [f.severity.word for f in failures(ROLE + policy("a", ["*", "s3:*"]), "S3L701")] == ["info"]


def test_policies_that_give_it_together_are_a_finding_about_the_role() -> None:
    several = [policy(f"p{place}", action) for place, action in enumerate(OBJECTS)]
    assert failures(ROLE + "".join(several[:2]), "S3L701") == []
    (found,) = failures(ROLE + "".join(several), "S3L701", "S3L711")
    assert (found.code, found.resource) == ("S3L701", "aws_iam_role.r")
    assert found.message.startswith("the policies of the role together grant access to all of S3: statement 1 allows")
    with_table = ROLE + attached("AmazonS3ReadOnlyAccess") + policy("w", OBJECTS[1:])
    assert [f.resource for f in failures(with_table, "S3L701")] == ["aws_iam_role.r"]


def test_a_role_that_is_not_in_this_code_is_known_by_its_name() -> None:
    several = "".join(policy(f"p{place}", action, role='"ci"') for place, action in enumerate(OBJECTS))
    assert [f.resource for f in failures(several, "S3L701")] == ["role ci"]
    apart = "".join(policy(f"p{place}", action, role=f'"ci{place}"') for place, action in enumerate(OBJECTS))
    assert failures(apart, "S3L701") == []


def test_deletes_that_two_policies_of_one_role_allow() -> None:
    bucket = (
        'resource "aws_s3_bucket" "b" {\n  bucket = "acme-data"\n}\n'
        'resource "aws_s3_bucket_versioning" "b" {\n  bucket = aws_s3_bucket.b.id\n'
        '  versioning_configuration {\n    status = "Enabled"\n  }\n}\n'
    )
    objects = "arn:aws:s3:::acme-data/*"
    deletes = policy("d", "s3:DeleteObject", objects)
    assert failures(bucket + ROLE + deletes, "S3L511") == []
    other = policy("v", "s3:DeleteObjectVersion", objects, role='"other"')
    assert failures(bucket + ROLE + deletes + other, "S3L511") == []
    (found,) = failures(bucket + ROLE + deletes + policy("v", "s3:DeleteObjectVersion", objects), "S3L511")
    assert "statement 1 of aws_iam_role_policy.v allows s3:DeleteObjectVersion" in found.message
