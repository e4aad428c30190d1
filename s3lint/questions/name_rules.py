"""Which names S3 accepts for a bucket: of general purpose, in either namespace, and of a directory bucket.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
https://docs.aws.amazon.com/AmazonS3/latest/userguide/directory-bucket-naming-rules.html
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from s3lint.lazy import lazy_re
from s3lint.questions.bucket_names import HOLE

Rule = Callable[[str], str | None]
"""Why S3 rejects a name (its holes may hold anything), or None."""

LONGEST, LONGEST_PREFIX = 63, 37
_RESERVED_PREFIXES = ("xn--", "sthree-", "amzn-s3-demo-")
_RESERVED_SUFFIXES = ("-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3")
_ADDRESS = lazy_re(r"\d+\.\d+\.\d+\.\d+")
_REGIONAL, _DIRECTORY = "-an", "--x-s3"
_OF_ACCOUNT_AND_REGION = lazy_re(r".+-\d{12}-[a-z]{2}(-[a-z]+)+-\d+-an")
_OF_ZONE = lazy_re(r".+--[a-z0-9]+(-[a-z0-9]+)*--x-s3")


def _characters(name: str, longest: int, shortest: int) -> str | None:
    """What the names of all buckets have in common."""
    known = name.replace(HOLE, "")
    wrong = re.search(r"[^a-z0-9.-]", known)
    if wrong:
        return f"contains {wrong[0]!r}, but only lower-case letters, digits, dots and hyphens are allowed"
    if len(known) > longest:
        return f"is longer than {longest} characters"
    if HOLE not in name and len(name) < shortest:
        return f"is shorter than {shortest} characters"
    if name[:1] in (".", "-"):
        return "begins with a dot or hyphen"
    if shortest > 1 and name[-1:] in (".", "-"):
        return "ends with a dot or hyphen"
    return _begins_with(name, _RESERVED_PREFIXES)


def _general(name: str, longest: int, shortest: int) -> str | None:
    found = _characters(name, longest, shortest)
    if found:
        return found
    if ".." in name:
        return "contains two adjacent dots"
    if _ADDRESS.fullmatch(name):
        return "looks like an IP address"
    return _ends_with(name, _RESERVED_SUFFIXES)


def _begins_with(name: str, reserved: tuple[str, ...]) -> str | None:
    return next((f"begins with {prefix}, which S3 reserves" for prefix in reserved if name.startswith(prefix)), None)


def _ends_with(name: str, reserved: tuple[str, ...]) -> str | None:
    return next((f"ends with {suffix}, which S3 reserves" for suffix in reserved if name.endswith(suffix)), None)


prefix_rule: Rule = partial(_general, longest=LONGEST_PREFIX, shortest=1)
"""The rule for the beginning of a name that is completed for each deployment."""


def global_rule(name: str) -> str | None:
    """Names that are unique in the whole partition."""
    found = _general(name, LONGEST, 3)
    if found is None and name.endswith(_REGIONAL):
        return f"ends with {_REGIONAL}, which S3 reserves for the account-regional namespace"
    return found


def regional_rule(name: str) -> str | None:
    """Names of the account-regional namespace."""
    found = _general(name, LONGEST, 3)
    if found is None and not _may_end(name, _REGIONAL, _OF_ACCOUNT_AND_REGION):
        return "does not end with -ACCOUNT-REGION-an, as names of the account-regional namespace do"
    return found


def directory_rule(name: str) -> str | None:
    """Names of directory buckets."""
    found = _characters(name, LONGEST, 3)
    if found is None and "." in name:
        return "contains '.', but only lower-case letters, digits and hyphens are allowed"
    if found is None and not _may_end(name, _DIRECTORY, _OF_ZONE):
        return "does not end with --ZONE--x-s3, as names of directory buckets do"
    return found


def _may_end(name: str, suffix: str, whole: re.Pattern[str]) -> bool:
    """Whether a name has the form that ends with a suffix; where a part is not known, whether it may."""
    if HOLE not in name:
        return whole.fullmatch(name) is not None
    known = name.rpartition(HOLE)[2]
    return known.endswith(suffix) or suffix.endswith(known)
