"""What the fixtures say of themselves: marks in comments, or in `expected.json` where a file can hold no comments.

They speak of the largest profile, so of every check there is. `wrong` and `miss` are verdicts that s3lint does not get
right yet: what it says and ought not to, and what it ought to say.
"""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

from tests.support.places import FIXTURES

VERDICTS = {"finding": "fail", "unknown": "unknown", "ok": "pass", "miss": "miss", "wrong": "wrong"}
WITH_MARKS = (".tf", ".tofu", ".yaml", ".yml")

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

_ONE = r"S3L\d{3}(?:@[^\s,]+)?"
_MARK = re.compile(rf"\b(finding|unknown|ok|miss|wrong): ({_ONE}(?:, {_ONE})*)")


class Mark(NamedTuple):
    """A verdict that is expected on a line; of one resource where it is named, else of some resource."""

    path: str  # below fixtures/
    line: int
    verdict: str  # fail, unknown, pass, miss, wrong
    code: str
    resource: str = ""


def scenarios() -> list[str]:
    """The folders that are one scenario each. hostile/ holds none: tests/whole/test_hostile.py reads it."""
    plain = [path.name for path in FIXTURES.iterdir() if path.is_dir() and path.name not in ("twins", "hostile")]
    return sorted(plain + [f"twins/{name}" for name in twins()])


def twins() -> list[str]:
    """The names of the scenarios that are written in both languages."""
    return sorted(path.name for path in (FIXTURES / "twins").iterdir() if path.is_dir())


def marks(scenario: str) -> list[Mark]:
    """Every mark of a scenario."""
    found = []
    for path in sorted((FIXTURES / scenario).rglob("*")):
        name = path.relative_to(FIXTURES).as_posix()
        if path.suffix in WITH_MARKS:
            for line, text in _comments(path.read_text().splitlines()):
                found += parse(name, line, text)
    for file, lines in sidecar(scenario).items():
        for line, texts in lines.items() if isinstance(lines, dict) else ():
            for text in texts:
                found += parse(f"{scenario}/{file}", int(line), text)
    return found


def unreadable(scenario: str) -> set[str]:
    """The files of a scenario that s3lint must report as not (wholly) read."""
    return {f"{scenario}/{file}" for file in sidecar(scenario).get("unreadable", ())}


def usual(code: str, path: str) -> bool:
    """Whether nearly every bucket of such a file fails the check."""
    return code in USUAL or (code in USUAL_IN_TEMPLATES and not path.endswith((".tf", ".tf.json")))


def parse(path: str, line: int, text: str) -> list[Mark]:
    """The marks in one comment."""
    found = []
    for kind, codes in _MARK.findall(text):
        for code in codes.split(", "):
            code, _, resource = code.partition("@")
            found.append(Mark(path, line, VERDICTS[kind], code, resource))
    return found


def sidecar(scenario: str) -> dict[str, Any]:
    """What `expected.json` says, if there is one."""
    path = FIXTURES / scenario / "expected.json"
    answer: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}
    return answer


def _comments(lines: list[str]) -> list[tuple[int, str]]:
    """Comments with the line they speak of: a comment alone on its line speaks of the next line that is none."""
    found, waiting = [], []
    for number, line in enumerate(lines, 1):
        if line.lstrip().startswith("#"):
            waiting.append(line)
            continue
        found += [(number, text) for text in [*waiting, line.partition("#")[2]]]
        waiting = []
    return found
