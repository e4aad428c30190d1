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


def identity(random: Random, account: str, names: list[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """A principal of an account as a whole, and the keys that AWS sets about it."""
    kind = random.choice(["AssumedRole", "AssumedRole", "User", "User", "Account", "FederatedUser"])
    name = random.choice(names)
    arn, unique = {
        "AssumedRole": (f"arn:aws:iam::{account}:role/{name}", f"AROAOTHER9999:{name}"),
        "User": (f"arn:aws:iam::{account}:user/{name}", "AIDAOTHER9999"),
        "Account": (f"arn:aws:iam::{account}:root", account),
        "FederatedUser": (f"arn:aws:sts::{account}:federated-user/{name}", f"{account}:{name}"),
    }[kind]
    context = {"aws:principaltype": kind, "aws:principalaccount": account, "aws:principalarn": arn}
    context |= {"aws:userid": unique, "aws:principalisawsservice": "false"}
    if kind == "User":
        context["aws:username"] = name
    if random.random() < 0.5:
        context["aws:multifactorauthpresent"] = random.choice(["true", "false"])
    return {"kind": "principal", "account": account, "arn": arn}, context


def outsider_request(random: Random) -> tuple[dict[str, Any], str, str, dict[str, Any]]:
    """A request that a stranger can make: anonymous or signed, from networks of their own."""
    context: dict[str, Any] = surroundings(random, endpoint=random.random() < 0.4, own=True)
    who: dict[str, Any] = {"kind": "anonymous"}
    if random.random() < 0.5:
        account = random.choice(["999988887777", "222299998888"])
        who, about = identity(random, account, ["deployer", "Reader", "Admin", "other", "backup", "bx"])
        context |= about
        if random.random() < 0.6:
            context["aws:principalorgid"] = "o-outsider99"
            context["aws:principalorgpaths"] = ("o-outsider99/r-out1/ou-out1-1/",)
    else:
        context |= {"aws:principaltype": "Anonymous", "aws:principalaccount": "anonymous", "aws:userid": "anonymous"}
    return made(random, who, context)


def inside_request(
    random: Random, account: str, *, own: bool = False
) -> tuple[dict[str, Any], str, str, dict[str, Any]]:
    """A request by a principal of a named account, which may be in any organization and network."""
    context = surroundings(random, endpoint=random.random() < 0.4, own=own)
    who, about = identity(random, account, ["Admin", "Reader", "deployer", "x", "backup", "bx"])
    context |= about
    if random.random() < 0.7:
        organization, path = random.choice(
            [
                ("o-a1b2c3d4e5", "o-a1b2c3d4e5/r-ab12/ou-ab12-1/"),
                ("o-a1b2c3d4e5", "o-a1b2c3d4e5/r-qqqq/"),
                ("o-zzzzzzzzzz", "o-zzzzzzzzzz/r-q/"),
            ]
        )
        context |= {"aws:principalorgid": organization, "aws:principalorgpaths": (path,)}
    return made(random, who, context)


OF_ACTIONS = {
    "s3:prefix": ["s3:ListBucket"],
    "s3:max-keys": ["s3:ListBucket"],
    "s3:x-amz-acl": ["s3:PutObject", "s3:PutObjectAcl"],
}
"""Keys that only requests of some actions carry (service authorization reference)."""


def made(
    random: Random, who: dict[str, Any], context: dict[str, Any]
) -> tuple[dict[str, Any], str, str, dict[str, Any]]:
    """A request with the keys that its action carries."""
    action, resource = target(random)
    kept = {key: value for key, value in context.items() if action in OF_ACTIONS.get(key, [action])}
    return who, action, resource, kept


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
