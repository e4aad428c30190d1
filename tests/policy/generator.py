"""Random bucket policies, for tests: plain JSON, made of what people write and of what they get wrong."""

from __future__ import annotations

from random import Random
from typing import Any

BUCKET = "arn:aws:s3:::amzn-s3-demo-bucket"
OWNER = "111122223333"
FOREIGN = "222233334444"

PRINCIPALS: list[Any] = [
    "*",
    "*",
    "*",
    {"AWS": "*"},
    {"AWS": FOREIGN},
    {"AWS": f"arn:aws:iam::{FOREIGN}:root"},
    {"AWS": f"arn:aws:iam::{FOREIGN}:role/Reader"},
    {"AWS": OWNER},
    {"AWS": [f"arn:aws:iam::{OWNER}:role/Admin", FOREIGN]},
    {"Service": "cloudtrail.amazonaws.com"},
]
ACTIONS: list[Any] = [
    "s3:*",
    "*",
    "s3:GetObject",
    ["s3:GetObject", "s3:PutObject"],
    "s3:ListBucket",
    "s3:Get*",
    "s3:*Object",
    "s3:?etObject",
    ["s3:PutBucketPolicy", "s3:DeleteBucketPolicy"],
    "s3:Delete*",
]
RESOURCES: list[Any] = [
    [BUCKET, f"{BUCKET}/*"],
    [BUCKET, f"{BUCKET}/*"],
    f"{BUCKET}/*",
    BUCKET,
    f"{BUCKET}*",
    f"{BUCKET}/public/*",
    [f"{BUCKET}/public/*", f"{BUCKET}/*/shared"],
    "*",
    "arn:aws:s3:::another-bucket/*",
]
CONDITIONS: list[tuple[str, str, list[Any]]] = [
    ("String", "aws:PrincipalOrgID", ["o-a1b2c3d4e5", "o-*", "o-zzzzzzzzzz"]),
    ("String", "aws:PrincipalAccount", [FOREIGN, OWNER, "anonymous", "2222*"]),
    ("String", "aws:SourceVpce", ["vpce-0abc", "vpce-*", "*"]),
    ("String", "aws:SourceVpc", ["vpc-91237329", "vpc-*"]),
    ("String", "aws:Referer", ["https://example.com/*", "x"]),
    ("String", "aws:username", ["backup", "b*"]),
    ("String", "aws:PrincipalType", ["Anonymous", "User"]),
    ("String", "s3:x-amz-acl", ["bucket-owner-full-control", "private"]),
    ("String", "s3:prefix", ["public/", "public/*"]),
    ("Arn", "aws:PrincipalArn", [f"arn:aws:iam::{FOREIGN}:role/*", "arn:aws:iam::*:role/deployer"]),
    ("Arn", "aws:PrincipalArn", [f"arn:aws:iam::{OWNER}:role/Admin", f"arn:aws:iam::{OWNER}:root"]),
    ("Arn", "aws:SourceArn", ["arn:aws:cloudtrail:us-east-1:111122223333:trail/t"]),
    ("Ip", "aws:SourceIp", ["203.0.113.0/24", "198.51.100.0/24", "10.0.0.0/8", "16.0.0.0/7", "2001:db8::/32"]),
    ("Bool", "aws:SecureTransport", ["true", "false", False]),
    ("Bool", "aws:PrincipalIsAWSService", ["true", "false"]),
    ("Bool", "aws:MultiFactorAuthPresent", ["true", "false"]),
    ("Numeric", "s3:max-keys", ["10", "100"]),
    ("Numeric", "s3:TlsVersion", ["1.2"]),
    ("Paths", "aws:PrincipalOrgPaths", ["o-a1b2c3d4e5/*", "o-a1b2c3d4e5/r-ab12/ou-ab12-1/*"]),
]
OPERATORS = {
    "String": [
        "StringEquals",
        "StringNotEquals",
        "StringLike",
        "StringNotLike",
        "StringEqualsIfExists",
        "StringNotEqualsIfExists",
        "StringEqualsIgnoreCase",
        "StringNotLikeIfExists",
        "Null",
    ],
    "Arn": ["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike", "ArnLikeIfExists", "ArnNotLikeIfExists"],
    "Ip": ["IpAddress", "NotIpAddress", "IpAddressIfExists", "NotIpAddressIfExists"],
    "Bool": ["Bool", "Bool", "BoolIfExists", "Null"],
    "Numeric": ["NumericLessThan", "NumericGreaterThanEquals", "NumericEquals", "NumericLessThanIfExists"],
    "Paths": ["ForAnyValue:StringLike", "ForAnyValue:StringNotLike", "ForAllValues:StringLike"],
}


def policy(random: Random) -> dict[str, Any]:
    """A policy of one to four statements."""
    return {"Version": "2012-10-17", "Statement": [statement(random) for _ in range(random.randint(1, 4))]}


def statement(random: Random, effect: str | None = None) -> dict[str, Any]:
    """One statement."""
    effect = effect or random.choice(["Allow", "Allow", "Deny"])
    inverse = effect == "Deny" and random.random() < 0.06
    made: dict[str, Any] = {"Effect": effect}
    if inverse:
        made["NotPrincipal"] = {"AWS": [f"arn:aws:iam::{OWNER}:role/Admin", f"arn:aws:iam::{OWNER}:root"]}
    else:
        made["Principal"] = random.choice(PRINCIPALS)
    made["NotAction" if random.random() < 0.06 else "Action"] = random.choice(ACTIONS)
    made["NotResource" if random.random() < 0.05 else "Resource"] = random.choice(RESOURCES)
    conditions = condition(random)
    if conditions:
        made["Condition"] = conditions
    return made


def condition(random: Random) -> dict[str, Any]:
    """No to three conditions."""
    made: dict[str, Any] = {}
    for _ in range(random.choice([0, 1, 1, 1, 2, 3])):
        family, key, values = random.choice(CONDITIONS)
        operator = random.choice(OPERATORS[family])
        if operator == "Null":
            chosen: Any = random.choice(["true", "false"])
        else:
            chosen = random.sample(values, random.randint(1, min(2, len(values))))
            chosen = chosen[0] if len(chosen) == 1 else chosen
        made.setdefault(operator, {})[key] = chosen
    return made


def outsider_request(random: Random) -> tuple[dict[str, Any], str, str, dict[str, Any]]:
    """A request that a stranger can make: anonymous or signed, from networks of their own."""
    signed = random.random() < 0.5
    account = random.choice(["999988887777", "222299998888"])
    context: dict[str, Any] = surroundings(random, endpoint=random.random() < 0.4, own=True)
    context["aws:principaltype"] = random.choice(["User", "AssumedRole"]) if signed else "Anonymous"
    context["aws:principalaccount"] = account if signed else "anonymous"
    who: dict[str, Any] = {"kind": "anonymous"}
    if signed:
        arn = f"arn:aws:iam::{account}:role/{random.choice(['deployer', 'Reader', 'Admin', 'other'])}"
        who = {"kind": "principal", "account": account, "arn": arn}
        context["aws:principalarn"] = arn
        context["aws:principalisawsservice"] = "false"
        if random.random() < 0.6:
            context["aws:principalorgid"] = "o-outsider99"
            context["aws:principalorgpaths"] = ("o-outsider99/r-out1/ou-out1-1/",)
        if random.random() < 0.5:
            context["aws:username"] = random.choice(["backup", "bx", "other"])
            context["aws:multifactorauthpresent"] = random.choice(["true", "false"])
    return who, *target(random), context


def inside_request(
    random: Random, account: str, *, own: bool = False
) -> tuple[dict[str, Any], str, str, dict[str, Any]]:
    """A request by a principal of a named account, which may be in any organization and network."""
    arn = f"arn:aws:iam::{account}:{random.choice(['role/Admin', 'role/Reader', 'role/deployer', 'role/x', 'user/y'])}"
    context = surroundings(random, endpoint=random.random() < 0.4, own=own)
    context |= {"aws:principaltype": "User", "aws:principalaccount": account, "aws:principalarn": arn}
    context["aws:principalisawsservice"] = "false"
    if random.random() < 0.7:
        context["aws:principalorgid"] = random.choice(["o-a1b2c3d4e5", "o-zzzzzzzzzz", "o-other"])
        context["aws:principalorgpaths"] = (
            random.choice(["o-a1b2c3d4e5/r-ab12/ou-ab12-1", "o-a1b2c3d4e5/r-q/", "o-q/"]),
        )
    if random.random() < 0.5:
        context["aws:username"] = random.choice(["backup", "bx", "other"])
        context["aws:multifactorauthpresent"] = random.choice(["true", "false"])
    return {"kind": "principal", "account": account, "arn": arn}, *target(random), context


def target(random: Random) -> tuple[str, str]:
    """An action on its own kind of resource."""
    if random.random() < 0.4:
        action = random.choice(["s3:ListBucket", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy", "s3:GetBucketAcl"])
        return action, BUCKET
    action = random.choice(["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:PutObjectAcl"])
    return action, f"{BUCKET}/{random.choice(['k', 'public/k', 'public/shared', 'x/shared'])}"


def surroundings(random: Random, *, endpoint: bool, own: bool) -> dict[str, Any]:
    """Where a request comes from, and what its sender sets."""
    context: dict[str, Any] = {"aws:securetransport": random.choice(["true", "true", "false"])}
    if context["aws:securetransport"] == "true":
        context["s3:tlsversion"] = random.choice(["1.2", "1.3"])
    if endpoint:
        context["aws:sourcevpce"] = random.choice(["vpce-outside"] if own else ["vpce-0abc", "vpce-outside"])
        context["aws:sourcevpc"] = random.choice(["vpc-outside"] if own else ["vpc-91237329", "vpc-outside"])
    else:
        strange = ["198.18.7.7", "16.1.1.1", "2600::1"]
        context["aws:sourceip"] = random.choice(strange if own else [*strange, "203.0.113.7", "198.51.100.9"])
    for key, values in {
        "aws:referer": ["https://example.com/a", "x", "y"],
        "s3:x-amz-acl": ["bucket-owner-full-control", "private", "public-read"],
        "s3:prefix": ["public/", "public/a", "z"],
        "s3:max-keys": ["5", "10", "50", "100", "500"],
    }.items():
        if random.random() < 0.5:
            context[key] = random.choice(values)
    return context
