"""Condition keys that stand apart from the others: what their texts can be, and whose requests carry them."""

from __future__ import annotations

from collections.abc import Iterable

from tests.policy.prove import requesters as who
from tests.policy.prove import values
from tests.policy.prove.classes import Language, Run, Text, Var, one_of
from tests.policy.prove.groups import Group, Interval, Kind
from tests.policy.prove.reading import Open
from tests.policy.prove.worlds import ABSENT, AT_POINTS, OWNER

_ACLS = "private public-read public-read-write authenticated-read aws-exec-read bucket-owner-read"
_CLASSES = "STANDARD REDUCED_REDUNDANCY STANDARD_IA ONEZONE_IA INTELLIGENT_TIERING GLACIER DEEP_ARCHIVE GLACIER_IR"
_ANYTHING = "s3:prefix s3:delimiter s3:x-amz-copy-source s3:x-amz-server-side-encryption-aws-kms-key-id"
# what the caller may state, or leave out
_STATED: dict[str, Language] = {
    "aws:referer": who.ANY_TEXT,
    "aws:useragent": who.ANY_TEXT,
    **dict.fromkeys(_ANYTHING.split(), who.ANY_TEXT),
    **{f"s3:x-amz-grant-{what}": who.ANY_TEXT for what in ("read", "write", "read-acp", "write-acp", "full-control")},
    "s3:x-amz-acl": one_of(*_ACLS.split(), "bucket-owner-full-control"),
    "s3:x-amz-storage-class": one_of(*_CLASSES.split()),
    "s3:x-amz-server-side-encryption": one_of("AES256", "aws:kms", "aws:kms:dsse"),
    "s3:x-amz-server-side-encryption-customer-algorithm": one_of("AES256"),
    "s3:x-amz-metadata-directive": one_of("COPY", "REPLACE"),
    "s3:object-lock-mode": one_of("GOVERNANCE", "COMPLIANCE"),
    "s3:object-lock-legal-hold": one_of("ON", "OFF"),
}
_NUMBERS = {"s3:max-keys": 1, "s3:object-lock-remaining-retention-days": 1}
_VERSION: Language = ((Run(who.WORD, 1),),)
_SIGNATURES = {
    "s3:signatureversion": one_of("AWS", "AWS4-HMAC-SHA256"),
    "s3:authtype": one_of("REST-HEADER", "REST-QUERY-STRING"),
}
_ELSEWHERE = AT_POINTS | {"s3:tlsversion"}  # they are absent where no group has them
_TIMES = ("aws:currenttime", "aws:epochtime")


def resource() -> Group:
    """What AWS says of the bucket itself."""
    owner: dict[str, Text] = {"aws:resourceaccount": (OWNER,), "s3:resourceaccount": (OWNER,)}
    return Group("owner", (Kind("bucket", owner),))


def apart(keys: Iterable[str], others: Iterable[Group]) -> list[Group]:
    """A group for each key of a policy that no other group has; a key that is not known here leaves it open."""
    keys = set(keys) - ABSENT - {key for group in others for kind in group.kinds for key in kind.keys} - _ELSEWHERE
    found = [_apart(key) for key in sorted(keys - set(_TIMES))]
    if keys & set(_TIMES):
        time = Interval("date", values.START_OF_TIME, values.END_OF_TIME)
        found.append(Group("time", (Kind("moment", intervals={_TIMES: time}),)))
    return found


def _apart(key: str) -> Group:
    signed = {"requester": who.SIGNED}
    if key in _STATED:
        return who.chosen(key, _STATED[key], {})
    if key in _SIGNATURES:
        return who.chosen(key, _SIGNATURES[key], signed, always=True)
    if key in _NUMBERS:
        number = Interval("numeric", _NUMBERS[key])
        return Group(key, (Kind("absent"), Kind("stated", intervals={(key,): number})))
    if key.startswith("aws:principaltag/"):
        return who.chosen(key, who.TAG, signed)
    if key.startswith(("s3:requestobjecttag/", "s3:existingobjecttag/")):
        return who.chosen(key, who.TAG, {})
    if key == "aws:sourceidentity":
        return who.chosen(key, who.SOURCE_IDENTITY, {"requester": frozenset({"role"})})
    if key == "s3:versionid":
        return who.chosen(key, _VERSION, {}, always=True)
    if key == "s3:requestobjecttagkeys":
        return Group(key, (Kind("value", {key: (Var("text"),)}, {"text": who.TAG}),), many=True)
    raise Open(f"the key {key}")
