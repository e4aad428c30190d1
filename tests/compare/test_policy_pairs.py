"""A bucket policy before and after a change: what is wider is gained, what is written otherwise is no change.

Each pair is tried in a Terraform configuration, in a template and in a plan.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.compare.test_states import compare, plan, policy, resource, write
from tests.engine.test_widened import template, terraform

BUCKET, OBJECTS = "arn:aws:s3:::acme-b", "arn:aws:s3:::acme-b/*"
BOTH = [BUCKET, OBJECTS]
ACCOUNT, ROLE = {"AWS": "arn:aws:iam::222233334444:root"}, {"AWS": "arn:aws:iam::222233334444:role/r"}
TRAIL, EVERYONE = {"Service": "cloudtrail.amazonaws.com"}, "*"
OWN = "arn:aws:iam::111122223333:root"
ORGANIZATION = "o-a1b2c3d4e5"
DISTRIBUTION = "arn:aws:cloudfront::111122223333:distribution/E1"
BLOCK = dict.fromkeys(
    ("block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"), False
)

ANYONE, ACCOUNTS, MEMBERS = "anyone", "other accounts", "organizations and networks"
SERVICES, HOME = "AWS services", "own account"
Statement = dict[str, Any]


def allow(who: Any = EVERYONE, what: Any = "s3:GetObject", where: Any = OBJECTS, **more: Any) -> Statement:
    stated = {"Effect": "Allow", "Principal": who, "Action": what, "Resource": where, **more}
    return {key: value for key, value in stated.items() if value is not None}


def only(operator: str, key: str, *values: str, **more: Any) -> Statement:
    return allow(**more, Condition={operator: {key: list(values)}})


def deny(operator: str = "Bool", key: str = "aws:SecureTransport", value: Any = "false", **more: Any) -> Statement:
    stated = {"Effect": "Deny", "Principal": EVERYONE, "Action": "s3:*", "Resource": BOTH}
    return {**stated, "Condition": {operator: {key: value}}, **more}


def spared(*arns: str) -> Statement:
    return {"Effect": "Deny", "NotPrincipal": {"AWS": list(arns)}, "Action": "s3:*", "Resource": BOTH}


MEMBER = only("StringEquals", "aws:PrincipalOrgID", ORGANIZATION)
STRANGERS = deny("StringNotEquals", "aws:PrincipalOrgID", ORGANIZATION)
DISTRIBUTED = {"Service": "cloudfront.amazonaws.com"}

WIDER: dict[str, tuple[str, list[Statement], list[Statement]]] = {
    "a role becomes its account": (ACCOUNTS, [allow(ROLE)], [allow(ACCOUNT)]),
    "an account becomes everyone": (ANYONE, [allow(ACCOUNT)], [allow()]),
    "one more account": (ACCOUNTS, [allow(ACCOUNT)], [allow({"AWS": ["222233334444", "333344445555"]})]),
    "one more action": (ACCOUNTS, [allow(ACCOUNT)], [allow(ACCOUNT, ["s3:GetObject", "s3:PutObject"])]),
    "an action becomes a pattern": (ACCOUNTS, [allow(ACCOUNT)], [allow(ACCOUNT, "s3:Get*")]),
    "a shorter prefix": (ACCOUNTS, [allow(ACCOUNT, where=f"{BUCKET}/in/*")], [allow(ACCOUNT, where=f"{BUCKET}/i*")]),
    "Action becomes NotAction": (ACCOUNTS, [allow(ACCOUNT)], [allow(ACCOUNT, None, NotAction="s3:DeleteObject")]),
    "Resource becomes NotResource": (
        ACCOUNTS,
        [allow(ACCOUNT, where=f"{BUCKET}/in/*")],
        [allow(ACCOUNT, where=None, NotResource=f"{BUCKET}/secret/*")],
    ),
    "a condition goes": (ANYONE, [MEMBER], [allow()]),
    "a condition has another value": (
        MEMBERS,
        [MEMBER],
        [only("StringEquals", "aws:PrincipalOrgID", ORGANIZATION, "o-zzzzzzzzzz")],
    ),
    "StringEquals becomes StringLike": (ANYONE, [MEMBER], [only("StringLike", "aws:PrincipalOrgID", "o-*")]),
    "… IfExists": (ANYONE, [MEMBER], [only("StringEqualsIfExists", "aws:PrincipalOrgID", ORGANIZATION)]),
    "… IfExists of an endpoint": (
        ANYONE,
        [only("StringEquals", "aws:SourceVpce", "vpce-0123456789abcdef0")],
        [only("StringEqualsIfExists", "aws:SourceVpce", "vpce-0123456789abcdef0")],
    ),
    "ForAnyValue becomes ForAllValues": (
        ANYONE,
        [only("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", f"{ORGANIZATION}/*")],
        [only("ForAllValues:StringLike", "aws:PrincipalOrgPaths", f"{ORGANIZATION}/*")],
    ),
    "a wider network": (
        MEMBERS,
        [only("IpAddress", "aws:SourceIp", "203.0.113.0/28")],
        [only("IpAddress", "aws:SourceIp", "203.0.113.0/24")],
    ),
    "every address": (
        ANYONE,
        [only("IpAddress", "aws:SourceIp", "203.0.113.0/28")],
        [only("IpAddress", "aws:SourceIp", "0.0.0.0/0")],
    ),
    "ArnEquals becomes ArnLike": (
        ACCOUNTS,
        [only("ArnEquals", "aws:PrincipalArn", ROLE["AWS"])],
        [only("ArnLike", "aws:PrincipalArn", "arn:aws:iam::222233334444:role/*")],
    ),
    "a Deny goes": (HOME, [deny(), allow(ACCOUNT)], [allow(ACCOUNT)]),
    "a Deny is narrower": (HOME, [deny()], [deny(Action="s3:GetObject", Resource=OBJECTS)]),
    "a Deny of strangers goes": (ANYONE, [allow(), STRANGERS], [allow()]),
    "a Deny spares one more": (
        ACCOUNTS,
        [allow(ACCOUNT), spared(OWN, ACCOUNT["AWS"])],
        [allow(ACCOUNT), spared(OWN, ACCOUNT["AWS"], ROLE["AWS"])],
    ),
    "a service on behalf of anyone": (
        SERVICES,
        [only("StringEquals", "aws:SourceAccount", "111122223333", who=TRAIL, what="s3:PutObject")],
        [allow(TRAIL, "s3:PutObject")],
    ),
    "one more service": (
        SERVICES,
        [allow(TRAIL, "s3:PutObject")],
        [allow({"Service": [TRAIL["Service"], "logging.s3.amazonaws.com"]}, "s3:PutObject")],
    ),
    "any distribution": (
        SERVICES,
        [only("StringEquals", "aws:SourceArn", DISTRIBUTION, who=DISTRIBUTED)],
        [only("StringLike", "aws:SourceArn", "arn:aws:cloudfront::*:distribution/*", who=DISTRIBUTED)],
    ),
}

SAME: dict[str, tuple[list[Statement], list[Statement]]] = {
    "a Sid": ([allow(ACCOUNT)], [allow(ACCOUNT, Sid="x")]),
    "an account and its root": ([allow(ACCOUNT)], [allow({"AWS": "222233334444"})]),
    "one statement becomes two": (
        [allow(ACCOUNT, ["s3:GetObject", "s3:PutObject"])],
        [allow(ACCOUNT), allow(ACCOUNT, "s3:PutObject")],
    ),
    "another order": ([allow(ACCOUNT), deny()], [deny(), allow(ACCOUNT)]),
    "wildcards that mean the same": ([allow(ACCOUNT, "s3:*", BOTH)], [allow(ACCOUNT, "*", "*")]),
    "a wildcard twice": ([allow(ACCOUNT)], [allow(ACCOUNT, where=f"{BUCKET}/**")]),
    "the case of an action": ([allow(ACCOUNT)], [allow(ACCOUNT, "S3:getobject")]),
    "everyone in two words": ([allow()], [allow({"AWS": "*"})]),
    "lists of one": ([allow(ACCOUNT)], [allow({"AWS": [ACCOUNT["AWS"]]}, ["s3:GetObject"], [OBJECTS])]),
    "the case of a key": ([MEMBER], [only("StringEquals", "AWS:principalorgid", ORGANIZATION)]),
    "StringLike without a wildcard": ([MEMBER], [only("StringLike", "aws:PrincipalOrgID", ORGANIZATION)]),
    "what another statement allows as well": (
        [allow(ACCOUNT, "s3:*"), allow(ACCOUNT)],
        [allow(ACCOUNT, "s3:*")],
    ),
    "a boolean and its text": ([deny()], [deny(value=False)]),
}


def planned(*statements: Statement) -> str:
    made = [resource("aws_s3_bucket", "b", {"bucket": "acme-b"})]
    made.append(resource("aws_s3_bucket_public_access_block", "b", {"bucket": "acme-b", **BLOCK}))
    made.append(resource("aws_s3_bucket_policy", "b", policy(*statements)))
    return plan(*made)


LANGUAGES = {"main__tf": terraform, "t__json": template, "p__json": planned}


@pytest.fixture(params=sorted(LANGUAGES))
def changed(tmp_path: Path, request: pytest.FixtureRequest) -> Callable[..., Any]:
    make: Any = LANGUAGES[request.param]

    def ask(old: list[Statement], new: list[Statement]) -> Any:
        for name, statements in (("old", old), ("new", new)):
            write(tmp_path / name, **{request.param: make(*statements)})
        return compare(tmp_path, "new", "old").buckets

    return ask


@pytest.mark.parametrize("name", WIDER)
def test_what_is_wider_is_gained(changed: Callable[..., Any], name: str) -> None:
    who, old, new = WIDER[name]
    (change,) = changed(old, new)
    assert who in {one.who for one in change.gained if one.state == "yes"}
    assert all(one.text for one in change.gained)


@pytest.mark.parametrize("name", [name for name in WIDER if WIDER[name][0] not in (HOME, SERVICES)])
def test_what_is_narrower_gains_nothing(changed: Callable[..., Any], name: str) -> None:
    who, old, new = WIDER[name]
    (change,) = changed(new, old)
    assert not change.gains and who in {one.who for one in change.lost}


@pytest.mark.parametrize("name", SAME)
def test_what_is_written_otherwise_is_no_change(changed: Callable[..., Any], name: str) -> None:
    old, new = SAME[name]
    assert changed(old, new) == () and changed(new, old) == ()
