"""Why a condition limits a grant to nobody, and what would make it a limit; and what statements are limited to."""

from __future__ import annotations

import json
from typing import Any

import pytest

from s3lint import policy
from s3lint.policy.explanations import why_closed
from s3lint.policy.glob import NO, YES
from s3lint.policy.limits import loose, pinned
from s3lint.values import Scalar

ORGANIZATION = {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}


def read(*statements: dict[str, Any]) -> tuple[policy.Statement, ...]:
    stated = [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", **one} for one in statements]
    return policy.read(Scalar(json.dumps({"Version": "2012-10-17", "Statement": stated}))).statements


def conditioned(**conditions: Any) -> policy.Statement:
    return read({"Principal": "*", "Condition": conditions})[0]


@pytest.mark.parametrize(
    ("condition", "why", "fix"),
    [
        ({"ForAllValues:StringEquals": ORGANIZATION}, "ForAllValues is also true when aws:PrincipalOrgID is missing",
         "write StringEquals instead of ForAllValues:StringEquals"),
        ({"ForAllValues:StringEquals": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/r-ab12/"}},
         "ForAllValues is also true when aws:PrincipalOrgPaths is missing",
         "write ForAnyValue:StringEquals instead of ForAllValues:StringEquals"),
        ({"StringEqualsIfExists": ORGANIZATION}, "StringEqualsIfExists is also true when aws:PrincipalOrgID is missing",
         "remove IfExists from StringEqualsIfExists"),
        ({"StringNotEquals": {"aws:SourceVpce": "vpce-0abc"}},
         "StringNotEquals is also true when aws:SourceVpce is missing",
         "list the values of aws:SourceVpce that get access, with StringEquals"),
        ({"StringNotEquals": {"aws:PrincipalAccount": "111122223333"}},
         "StringNotEquals matches every other value of aws:PrincipalAccount",
         "list the values of aws:PrincipalAccount that get access, with StringEquals"),
        ({"StringLike": {"aws:SourceVpce": ["vpce-0abc", "vpce-*"]}},
         "the value vpce-* of aws:SourceVpce has a wildcard",
         "write whole values of aws:SourceVpce, without wildcards"),
        ({"StringLike": {"aws:userId": "AROAEXAMPLEID:*"}}, "the value AROAEXAMPLEID:* of aws:userId has a wildcard",
         "name the role as the principal, not its id in aws:userId"),
        ({"StringEquals": {"aws:SourceVpc": "${aws:PrincipalTag/vpc}"}},
         "the value ${aws:PrincipalTag/vpc} of aws:SourceVpc is a policy variable",
         "write whole values of aws:SourceVpc, without policy variables"),
        ({"IpAddress": {"aws:SourceIp": "0.0.0.0/1"}}, "0.0.0.0/1 is a range broader than /8",
         "list ranges of aws:SourceIp of /8 or narrower"),
        ({"IpAddress": {"aws:SourceIp": "2000::/3"}}, "2000::/3 is a range broader than /32",
         "list ranges of aws:SourceIp of /32 or narrower"),
        ({"IpAddress": {"aws:SourceIp": "office"}}, "office is not a range of addresses",
         "list the ranges of aws:SourceIp that get access"),
        ({"StringEquals": {"aws:userid": "anonymous"}}, "aws:userid is anonymous in every unsigned request", ""),
        ({"Null": {"aws:SourceVpce": "false"}}, "Null does not compare aws:SourceVpce with fixed values", ""),
        ({"StringLike": {"aws:Referer": "https://acme.example/*"}}, "whoever makes the request sets aws:Referer", ""),
        ({"StringEquals": {"s3:x-amz-acl": "private"}}, "whoever makes the request sets s3:x-amz-acl", ""),
        ({"StringEquals": {"aws:PrincipalTag/team": "x"}},
         "anybody with an AWS account can make requests with this aws:PrincipalTag/team", ""),
        ({"StringEquals": {"aws:ResourceAccount": "111122223333"}},
         "aws:ResourceAccount describes the bucket, not who makes the request", ""),
        ({"Bool": {"aws:SecureTransport": "true"}}, "aws:SecureTransport does not tell who makes the request", ""),
        ({"StringEquals": {"aws:VpceOrgID": "o-a1b2c3d4e5"}}, "S3 does not count aws:VpceOrgID as a limit", ""),
        ({"StringSame": ORGANIZATION}, "StringSame is not a condition operator", ""),
    ],
)  # fmt: skip
def test_a_condition_that_limits_nothing_says_why(condition: dict[str, Any], why: str, fix: str) -> None:
    statement = conditioned(**condition)
    assert pinned(statement) == NO
    assert [(found.why, found.fix) for _, found in loose(statement)] == [(why, fix)]


@pytest.mark.parametrize(
    "condition",
    [
        {"StringEquals": ORGANIZATION},
        {"StringEqualsIfExists": {"aws:PrincipalAccount": "111122223333"}},
        {"ForAllValues:StringEquals": ORGANIZATION, "Null": {"aws:PrincipalOrgID": "false"}},
        {"IpAddress": {"aws:SourceIp": ["172.16.0.0/12", "203.0.113.0/24"]}},
        {"StringLike": {"s3:DataAccessPointArn": "arn:aws:s3:eu-west-1:111122223333:accesspoint/*"}},
    ],
)
def test_a_limit_needs_no_excuse(condition: dict[str, Any]) -> None:
    statement = conditioned(**condition)
    held = {found.why for _, found in loose(statement)}
    assert pinned(statement) == YES and held <= {"Null does not compare aws:PrincipalOrgID with fixed values"}


def test_conditions_of_named_principals_are_not_blamed() -> None:
    (statement,) = read({"Principal": {"AWS": "111122223333"}, "Condition": {"StringLike": {"aws:Referer": "*"}}})
    assert list(loose(statement)) == []


DENY = {"Effect": "Deny", "Principal": "*"}


@pytest.mark.parametrize(
    ("statements", "why"),
    [
        ([], "no policy applies"),
        ([DENY], "the policy has no Allow statement"),
        ([{"Principal": "*"}, DENY],
         "statement 1 is not limited to fixed values, but the Deny statements refuse outsiders"),
        ([{"Principal": "*", "Condition": {"StringLike": {"aws:PrincipalOrgPaths": "o-a/*"}}}],
         "statement 1 is not limited to fixed values, but no outsider can meet the conditions"),
        ([{"Principal": "*", "Condition": {"StringEquals": ORGANIZATION}}],
         "every Allow is limited to organization o-a1b2c3d4e5"),
        ([{"Principal": {"AWS": "arn:aws:iam::111122223333:root", "Service": "logging.s3.amazonaws.com"}},
          {"Principal": "*", "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}],
         "every Allow is limited to account 111122223333, logging.s3.amazonaws.com and address range 203.0.113.0/24"),
    ],
)  # fmt: skip
def test_a_closed_policy_says_why(statements: list[dict[str, Any]], why: str) -> None:
    assert why_closed(read(*statements)) == why
