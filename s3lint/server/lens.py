"""What stands above a bucket in a line: whether it is public, what plain HTTP may do, whether versions are kept."""

from __future__ import annotations

from collections.abc import Iterable

from s3lint.engine.report import BucketSummary
from s3lint.report.words import count

ANYONE = "anyone"
_WORDS = {
    "plain HTTP denied": ("plain HTTP", {"yes": "denied", "no": "open"}),
    "versioning": ("versioning", {"yes": "on", "no": "off"}),
}


def line(buckets: Iterable[BucketSummary]) -> str:
    """`public: no · plain HTTP: open · versioning: off`, of all instances that stand at one place."""
    listed = list(buckets)
    said = [("public", [_public(bucket) for bucket in listed])]
    for label, (words, states) in _WORDS.items():
        found = [
            states.get(one.state, "undecided") for bucket in listed for one in bucket.controls if one.label == label
        ]
        said.append((words, found))
    parts = [f"{words}: {' or '.join(dict.fromkeys(found))}" for words, found in said if found]
    if len(listed) > 1:
        parts.append(count(len(listed), "instance"))
    return " · ".join(parts)


def _public(bucket: BucketSummary) -> str:
    states = {one.state for one in bucket.requesters if one.who == ANYONE}
    if "yes" in states:
        return "yes"
    return "undecided" if "unknown" in states else "no"
