"""Which texts name a customer-managed KMS key.

S3 takes a key's id, its ARN, or an alias, by name or ARN (API ServerSideEncryptionByDefault, KMSMasterKeyID). What has
no such form is no key, and aliases that begin with `aws/` are those of the AWS managed keys:
https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id
https://docs.aws.amazon.com/kms/latest/developerguide/alias-about.html
"""

from __future__ import annotations

import re
from collections.abc import Callable

from s3lint.lazy import lazy_re
from s3lint.values import Fact, Text, Unknown, no, unknown, yes

HOLE = "\x00"  # a part that is not known
_OURS = "\x01"  # a part that is not known, but is a name: it has no slash, and is not `aws`

_ID = lazy_re(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32}", re.IGNORECASE)
_ARN = lazy_re(r"arn:[^:]+:kms:[^:]+:[^:]+:(key/.+|alias/.+)")
_ALIAS = lazy_re(r"alias/(.+)")
_MANAGED = "aws/"
_END_OF_MANAGED = lazy_re(f"[a-z0-9/{HOLE}{_OURS}]*")  # AWS's aliases are one word behind `aws/`: `aws/s3`
_BEGINNINGS = ("arn:", "alias/", "mrk-")


def names_customer_key(text: str) -> bool:
    """Whether a text that is known has the form of a customer-managed key's name."""
    return bool(_ID.fullmatch(text)) or (_has_form(text) and f"alias/{_MANAGED}" not in text)


def text_names_customer_key(value: Text, is_name: Callable[[Unknown], bool]) -> Fact:
    """The same of a text that is known in part; `is_name` says which unknown parts are names of this configuration."""
    text = "".join(p if isinstance(p, str) else _OURS if is_name(p) else HOLE for p in value.parts)
    if f"alias/{_MANAGED}" in text or not _may_begin(text):
        return no()
    if _has_form(text) and not _may_be_managed(text):
        return yes()
    return unknown(*(part.reason for part in value.parts if isinstance(part, Unknown)), span=value.span)


def _has_form(text: str) -> bool:
    return bool(_ARN.fullmatch(text) or _ALIAS.fullmatch(text))


def _may_be_managed(text: str) -> bool:
    """Whether what follows `alias/` may be `aws/` and the name of a service."""
    _, is_alias, name = text.partition("alias/")
    if not is_alias:
        return False
    known, hole, rest = name.partition(HOLE)
    return bool(hole) and _MANAGED.startswith(known[: len(_MANAGED)]) and bool(_END_OF_MANAGED.fullmatch(rest))


def _may_begin(text: str) -> bool:
    """Whether a text may have a key's form, by what is known of its beginning."""
    known = text.partition(HOLE)[0].replace(_OURS, "a")
    if not known:
        return True
    service = known.split(":")[2:3]
    if service and known.startswith("arn:"):
        whole = known.count(":") > 2
        return service[0] == "kms" if whole else "kms".startswith(service[0])
    is_id = re.fullmatch(r"[0-9a-f-]{1,36}", known, re.IGNORECASE) is not None
    return is_id or any(known.startswith(begin) or begin.startswith(known) for begin in _BEGINNINGS)
