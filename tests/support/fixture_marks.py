"""What the fixtures say of themselves: marks in comments, or in `expected.json` where a file can hold no comments.

They speak of the largest profile, so of every check there is.
"""

from __future__ import annotations

from tests.support.marks import Mark, sidecar
from tests.support.marks import marks as marks_in
from tests.support.places import FIXTURES, ROOT

# What the larger profiles miss in nearly every bucket (S3L108: in every account). It is marked only where it is not so:
# `ok: S3L505` at a bucket with a lifecycle rule.
USUAL = {
    "S3L108": "the account's Block Public Access is stated elsewhere",
    "S3L210": "should not be asked at all without a configured minimum: S3 itself refuses TLS below 1.2",
    "S3L213": "a boundary of the organization",
    "S3L402": "access logs",
    "S3L403": "a trail with data events",
    "S3L412": "event notifications",
    "S3L502": "MFA delete",
    "S3L503": "Object Lock",
    "S3L505": "a lifecycle rule",
    "S3L506": "a rule that aborts uploads",
    "S3L507": "a rule for noncurrent versions",
    "S3L508": "replication",
}
USUAL_IN_TEMPLATES = {
    "S3L510": "a DeletionPolicy: CloudFormation deletes a bucket with its stack unless told to retain it"
}


def scenarios() -> list[str]:
    """The folders that are one scenario each. hostile/ holds none: tests/whole/test_hostile.py reads it."""
    plain = [path.name for path in FIXTURES.iterdir() if path.is_dir() and path.name not in ("twins", "hostile")]
    return sorted(plain + [f"twins/{name}" for name in twins()])


def twins() -> list[str]:
    """The names of the scenarios that are written in both languages."""
    return sorted(path.name for path in (FIXTURES / "twins").iterdir() if path.is_dir())


def marks(scenario: str) -> list[Mark]:
    """Every mark of a scenario. Paths are as reports show them from the top of the checkout."""
    return marks_in(FIXTURES / scenario, ROOT)


def unreadable(scenario: str) -> set[str]:
    """The files of a scenario that s3lint must report as not (wholly) read."""
    return {f"fixtures/{scenario}/{file}" for file in sidecar(FIXTURES / scenario).get("unreadable", ())}


def usual(code: str, path: str) -> bool:
    """Whether nearly every bucket of such a file fails the check."""
    return code in USUAL or (code in USUAL_IN_TEMPLATES and not path.endswith((".tf", ".tf.json")))
