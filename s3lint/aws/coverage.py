"""What is stated of types and properties that are not read: that they have no bearing on S3, or are a limit.

Together with the table of what is read, nothing of S3 is left that is on no list (tests/aws/test_coverage.py).
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from s3lint.aws.spellings import awscc_type
from s3lint.aws.table import by_name, is_strangers
from s3lint.packaged import packaged

_OF_S3 = ("aws_s3", "awscc_s3", "aws::s3")


@cache
def coverage() -> dict[str, Any]:
    """The statements as they are written."""
    found: dict[str, Any] = json.loads(packaged("s3lint.aws", "data/coverage.json"))
    return found


@cache
def listed(part: str) -> dict[str, str]:
    """The types of one of the lists (`irrelevant`, `limit`, `pending`), data sources as `data.TYPE`, and why."""
    return {name: why for why, names in coverage()["types"][part].items() for name in names}


@cache
def limits() -> dict[str, str]:
    """The types that are about S3 and not judged, by all of their names, and what is not judged; none that is read."""
    stated = {**listed("limit"), **listed("pending")}
    named = {**{awscc_type(name): why for name, why in stated.items() if "::" in name}, **stated}
    return {name: why for name, why in named.items() if name not in by_name()}


def limit_of(kind: str) -> str | None:
    """What is not judged of a resource type of S3 itself that is a stated limit, or newer than the lists; else None.

    The limits of other services (a grant of a key, say) are on the page alone: a configuration with one need not be
    about S3 at all.
    """
    if "s3" not in kind.lower() or kind in by_name():
        return None
    if is_strangers(kind):
        return f"s3lint does not know the type {kind}, which is not one of AWS"
    if kind.lower().startswith(_OF_S3) and kind not in _irrelevant() and kind not in limits():
        return f"s3lint does not know the type {kind}"
    return limits().get(kind)


@cache
def _irrelevant() -> frozenset[str]:
    """The types that have no bearing on S3's security, by all of their names."""
    stated = listed("irrelevant")
    return frozenset(stated) | {awscc_type(name) for name in stated if "::" in name}
