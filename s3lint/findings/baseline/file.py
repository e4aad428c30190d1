"""The baseline file: JSON, sorted, one finding a line, so that a change to it can be reviewed.

Since version 2 it also holds what each bucket grants of which it accepts a finding about access, so that a wider grant
is told from the one that was accepted. What that says is for others to read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from s3lint.checks import Finding, Outcome
from s3lint.record import Struct

VERSION = 2
VERSIONS = (1, 2)
_KEYS = ("code", "root", "resource", "what", "verdict")


class BaselineError(Exception):
    """A file that is no baseline; the message says what is wrong and what to do."""


class Entry(Struct, frozen=True, order=True):
    """One finding that is accepted. No line numbers and no file names: it survives moves within its root."""

    root: str
    resource: str
    code: str
    what: str = ""
    verdict: str = Outcome.FAIL.value
    line: int = 0  # in the baseline file

    @staticmethod
    def of(finding: Finding) -> Entry:
        """The entry that accepts a finding."""
        return Entry(finding.root, finding.resource, finding.code, finding.what, finding.verdict.value)


class Access(Struct, frozen=True):
    """What a bucket granted when its findings were accepted."""

    root: str
    resource: str
    granted: Mapping[str, Any]


def write(findings: Iterable[Finding], access: Iterable[Access] = ()) -> str:
    """A baseline that accepts the findings that count now, and those that an older one accepts."""
    entries = sorted(
        Entry.of(finding)
        for finding in findings
        if finding.verdict is not Outcome.PASS and (finding.suppressed is None or finding.suppressed.kind == "baseline")
    )
    found = _listed({key: getattr(entry, key) for key in _KEYS} for entry in entries)
    granted = _listed(
        {"root": one.root, "resource": one.resource, "granted": one.granted}
        for one in sorted(access, key=lambda one: (one.root, one.resource))
    )
    return f'{{\n  "version": {VERSION},\n  "findings": [{found}],\n  "access": [{granted}]\n}}\n'


def _listed(rows: Iterable[Mapping[str, Any]]) -> str:
    """One a line."""
    lines = [f"    {json.dumps(row)}" for row in rows]
    return "\n" + ",\n".join(lines) + "\n  " if lines else "\n  "


def read(text: str, name: str = "the baseline") -> list[Entry]:
    """The entries of a baseline file. Raises BaselineError."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BaselineError(f"{name} is not JSON ({error}): rewrite it with --write-baseline") from error
    if not isinstance(data, dict) or not isinstance(data.get("findings"), list):
        raise BaselineError(f"{name} is not a baseline: rewrite it with --write-baseline")
    if data.get("version") not in VERSIONS:
        version, known = json.dumps(data.get("version")), " and ".join(map(str, VERSIONS))
        raise BaselineError(
            f"{name} has version {version}, but this s3lint reads versions {known}: rewrite it with --write-baseline"
        )
    lines = _lines(text)
    entries = []
    for number, item in enumerate(data["findings"]):
        entry = _entry(item, lines[number] if number < len(lines) else 1)
        if entry is None:
            raise BaselineError(f"{name}: entry {number + 1} is invalid: rewrite the file with --write-baseline")
        entries.append(entry)
    return entries


def read_access(text: str) -> list[Access] | None:
    """What the buckets of a baseline granted; None for one of version 1, which does not say. `read` has read it."""
    data = json.loads(text)
    if data.get("version") == 1:
        return None
    rows = data.get("access")
    return [one for row in rows if (one := _access(row)) is not None] if isinstance(rows, list) else []


def _access(row: Any) -> Access | None:
    if not isinstance(row, dict) or not isinstance(row.get("granted"), dict):
        return None
    root, resource = row.get("root"), row.get("resource")
    return Access(root, resource, row["granted"]) if isinstance(root, str) and isinstance(resource, str) else None


def _entry(item: Any, line: int) -> Entry | None:
    if not isinstance(item, dict) or not all(isinstance(item.get(key, ""), str) for key in _KEYS):
        return None
    if not all(item.get(key) for key in ("code", "root", "resource")):
        return None
    return Entry(
        item["root"],
        item["resource"],
        item["code"],
        item.get("what", ""),
        item.get("verdict", Outcome.FAIL.value),
        line,
    )


def _lines(text: str) -> list[int]:
    """The lines of the entries, as they are written: one each."""
    return [number for number, line in enumerate(text.splitlines(), start=1) if line.lstrip().startswith('{"')]
