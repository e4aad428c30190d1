"""The requests that a question ranges over: who, from where, how, for what."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable
from typing import Any

from tests.policy.prove import requesters as who
from tests.policy.prove import values
from tests.policy.prove.classes import Language, Run, Text, Var, one_of
from tests.policy.prove.encoding import CARRIES
from tests.policy.prove.groups import Group, Interval, Kind
from tests.policy.prove.reading import Statement
from tests.support.places import SHARED

ACTIONS = SHARED / "vectors" / "s3_actions.json"
OWNER = "111122223333"
BUCKET = "arn:aws:s3:::amzn-s3-demo-bucket"
REGIONS = one_of("us-east-1", "us-west-2", "eu-west-1")
HEX = "0123456789abcdef"
# keys of calls by AWS services only
ABSENT = frozenset(
    {
        *("aws:sourcearn", "aws:sourceaccount", "aws:sourceowner", "aws:sourceorgid", "aws:sourceorgpaths"),
        *("aws:principalservicename", "aws:principalservicenameslist"),
    }
)
AT_POINTS = frozenset({"s3:dataaccesspointaccount", "s3:dataaccesspointarn", "s3:accesspointnetworkorigin"})
_NAMED = {
    "account": r"(?<![\d*?])\d{12}(?![\d*?])",
    "unique": r"(?<![A-Z0-9*?])A[A-Z]{3}[A-Z0-9]{12,}(?![A-Z0-9*?])",
    "organization": r"(?<![a-z0-9*?-])o-[a-z0-9]{10,32}(?![a-z0-9*?-])",
    "root": r"(?<![\w*?-])r-[a-z0-9]{4,32}(?![\w*?-])",
    "vpc": r"(?<![\w*?-])vpc-[0-9a-f]+(?![\w*?-])",
    "endpoint": r"(?<![\w*?-])vpce-[0-9a-f]+(?![\w*?-])",
}


def named(policy: Any, owner: frozenset[str] = frozenset({OWNER})) -> who.Barred:
    """What a policy names whole belongs to others than a stranger: accounts, ids, organizations, networks."""
    text = json.dumps(policy)
    found = {kind: frozenset(re.findall(pattern, text)) for kind, pattern in _NAMED.items()}
    accounts = found["account"] | owner
    return {**found, "account": accounts, "vpc account": accounts, "endpoint account": accounts}


def fixed_blocks(statements: Iterable[Statement]) -> tuple[values.Network, ...]:
    """The addresses that a policy fixes belong to others than a stranger."""
    tests = [test for one in statements for test in one.tests if test.key == "aws:sourceip"]
    stated = sorted({value for test in tests if test.compares == "ipaddress" for value in test.values})
    return tuple(block for value in stated if values.narrow(block := values.network(value)))


@functools.cache
def service_actions() -> dict[str, Any]:
    """The actions of S3, each with its types of resources and its condition keys."""
    known: dict[str, Any] = json.loads(ACTIONS.read_text())
    return known


def _carried(stated: Any, key: str) -> bool:
    """Whether requests for an action carry a key; the keys of tags end in the tag's own key."""
    listed = [one.lower() for one in [*stated["conditions"], *stated["resource_conditions"]]]
    return any(key == one or ("/<" in one and key.startswith(one.partition("<")[0])) for one in listed)


def actions(bound: Iterable[str], wanted: Iterable[str] | None = None, at_points: Iterable[str] = ()) -> Group:
    """The actions on a bucket and on objects; a kind's label says which, and whether access points take it."""
    kinds = []
    for name, stated in service_actions().items():
        if wanted is not None and name not in wanted:
            continue
        texts: dict[str, Text] = {"action": (name,)}
        at_point = AT_POINTS if name in at_points else frozenset()
        texts |= {CARRIES + key: ("",) for key in bound if key in at_point or _carried(stated, key)}
        for target, point in (("bucket", "accesspoint"), ("object", "accesspointobject")):
            if target in stated["resources"]:
                able = point in stated["resources"] or name in at_points
                kinds.append(Kind(("point " if able else "") + target, texts))
    return Group("action", tuple(kinds))


def any_actions(bound: Iterable[str], statements: Iterable[Statement]) -> Group:
    """The actions of S3 and those that a policy names, each with every key: S3's own view of a policy may be so."""
    stated = {name for one in statements for name in one.actions.values if name.lower().startswith("s3:")}
    every: dict[str, Text] = {CARRIES + key: ("",) for key in bound}
    names = sorted({*service_actions(), *stated})
    return Group("action", tuple(Kind("point object", {"action": (name,), **every}) for name in names))


def targets(point: str | None = None) -> Group:
    """The bucket and its objects; by way of an access point they have its ARN as well."""
    key = Var("key")
    bucket: dict[str, Text] = {"resource": (BUCKET,)}
    object_: dict[str, Text] = {"resource": (BUCKET + "/", key)}
    if point:
        bucket["point resource"], object_["point resource"] = (point,), (point + "/object/", key)
    return Group("target", (Kind("bucket", bucket), Kind("object", object_, {"key": ((Run(None, 1),),)})))


def _ids(prefix: str) -> Language:
    stem = [Run(char, 1, 1) for char in prefix]
    return ((*stem, Run(HEX, 8, 8)), (*stem, Run(HEX, 17, 17)))


def networks(barred: who.Barred, blocks: tuple[values.Network, ...]) -> Group:
    """The internet, or a VPC endpoint of S3: there is no address of the internet then."""
    texts: dict[str, Text] = {
        "aws:sourcevpce": (Var("endpoint"),),
        "aws:vpceaccount": (Var("endpoint account"),),
        "aws:sourcevpcarn": ("arn:aws:ec2:", Var("region"), ":", Var("vpc account"), ":vpc/", Var("vpc")),
        "aws:sourcevpc": (Var("vpc"),),
    }
    variables = {"endpoint": _ids("vpce-"), "endpoint account": who.ACCOUNT, "region": REGIONS}
    variables |= {"vpc account": who.ACCOUNT, "vpc": _ids("vpc-")}
    address = {("aws:sourceip",): Interval("ipaddress", barred=(*values.NOT_PUBLIC, *blocks))}
    inside = {("aws:vpcsourceip",): Interval("ipaddress")}
    endpoint = Kind("endpoint", texts, variables, barred, inside)
    return Group("network", (Kind("internet", intervals=address), endpoint))


def transport(*kinds: str) -> Group:
    """Plain HTTP, or HTTPS; S3 offers TLS 1.2 and 1.3 today, and older versions count as well to be careful."""
    versions = Interval("numeric", only=("1", "1.1", "1.2", "1.3"))
    plain = Kind("http", {"aws:securetransport": ("false",)})
    secure = Kind("https", {"aws:securetransport": ("true",)}, intervals={("s3:tlsversion",): versions})
    return Group("transport", tuple(kind for kind in (plain, secure) if kind.label in kinds))


def _point_keys(account: str, arn: Text, origin: str) -> dict[str, Text]:
    return {
        "s3:dataaccesspointaccount": (account,),
        "s3:dataaccesspointarn": arn,
        "s3:accesspointnetworkorigin": (origin,),
    }


def directly() -> Group:
    """To the bucket itself."""
    return Group("route", (Kind("direct"),))


def routes(barred: frozenset[str] = frozenset({OWNER})) -> Group:
    """To the bucket itself, or by an access point of another account but those that are barred."""
    account = Var("point account")
    arn = ("arn:aws:s3:", Var("region"), ":", account, ":accesspoint/", Var("point"))
    end = Run(who.LOWER + who.DIGITS, 1, 1)
    names: Language = ((end, Run(who.LOWER + who.DIGITS + "-", 1), end),)
    variables = {"region": REGIONS, "point account": who.ACCOUNT, "point": names}
    kinds = [
        Kind(f"point of {origin}", _point_keys(account, arn, origin), variables, {"point account": barred})
        for origin in ("Internet", "VPC")
    ]
    return Group("route", (Kind("direct"), *kinds))


def through(point: str) -> Group:
    """By an access point of the owner that is open to the internet."""
    return Group("route", (Kind("point of Internet", _point_keys(OWNER, (point,), "Internet")),))
