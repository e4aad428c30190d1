"""An answer as JSON, and back. What would come back as anything else is not kept."""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import Enum
from typing import Any

from s3lint.checks import Finding, Outcome, Ran, Related, Severity, Suppressed
from s3lint.engine.check_result import CheckResult
from s3lint.engine.report import BucketSummary, Report, Summary
from s3lint.record import Struct, fields
from s3lint.source import Diagnostic, Location

_PLAIN = (str, int, float, bool, type(None))


def to_text(records: list[Any], answer: CheckResult) -> str | None:
    """What was seen and what came of it; None where the answer holds what is not kept (pictures, beliefs)."""
    text = json.dumps([records, _plain(answer)], separators=(",", ":"))
    seen, come = json.loads(text)
    try:
        return text if seen == records and from_plain(come) == answer else None
    except (TypeError, ValueError, KeyError):
        return None


def from_plain(data: Any) -> CheckResult:
    """The answer that was kept."""
    found = _named(CheckResult, data)
    found |= {
        "report": _report(found["report"]),
        "fail_on": Severity(found["fail_on"]),
        "unfit": dict(found["unfit"]),
        "excluded": tuple(found["excluded"]),
    }
    return CheckResult(**found)


def _plain(value: Any) -> Any:
    """Records as lists of their fields, mappings as lists of pairs."""
    if type(value) in _PLAIN:
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Struct):
        return [_plain(getattr(value, name)) for name in fields(type(value))]
    if isinstance(value, Ran):
        return [list(value.codes)]
    if isinstance(value, Mapping):
        return [[_plain(key), _plain(item)] for key, item in value.items()]
    return [_plain(item) for item in value]


def _named(kind: type[Any], data: list[Any]) -> dict[str, Any]:
    return dict(zip(fields(kind), data, strict=True))


def _report(data: list[Any]) -> Report:
    found = _named(Report, data)
    summary = _named(Summary, found["summary"])
    counts = {
        "by_severity": dict(summary["by_severity"]),
        "by_check": {code: tuple(numbers) for code, numbers in summary["by_check"]},
    }
    found |= {
        "summary": Summary(**summary | counts),
        "findings": tuple(map(_finding, found["findings"])),
        "diagnostics": tuple(map(_diagnostic, found["diagnostics"])),
        "buckets": tuple(map(_bucket, found["buckets"])),
        "sources": {path: dict(lines) for path, lines in found["sources"]},
        "files": tuple(found["files"]),
        "checks": Ran(*map(tuple, found["checks"])),
        "shown": frozenset(map(Outcome, found["shown"])),
        "pictures": tuple(found["pictures"]),
        "options": tuple(found["options"]),
    }
    return Report(**found)


def _finding(data: list[Any]) -> Finding:
    found = _named(Finding, data)
    found |= {
        "verdict": Outcome(found["verdict"]),
        "severity": Severity(found["severity"]),
        "location": Location(*found["location"]),
        "related": tuple(Related(Location(*place), message) for place, message in found["related"]),
        "suppressed": _suppressed(found["suppressed"]),
        "subject": _place(found["subject"]),
        "parts": tuple(found["parts"]),
        "calls": tuple(Location(*call) for call in found["calls"]),
        "environments": tuple(found["environments"]),
        "edits": tuple(found["edits"]),  # a run that works them out is not kept
    }
    return Finding(**found)


def _suppressed(data: list[Any] | None) -> Suppressed | None:
    if data is None:
        return None
    found = _named(Suppressed, data)
    return Suppressed(**found | {"where": _place(found["where"])})


def _diagnostic(data: list[Any]) -> Diagnostic:
    found = _named(Diagnostic, data)
    also = tuple(Location(*place) for place in found["also"])
    return Diagnostic(**found | {"location": Location(*found["location"]), "also": also})


def _bucket(data: list[Any]) -> BucketSummary:
    found = _named(BucketSummary, data)
    tuples = {name: tuple(found[name]) for name in ("controls", "requesters", "joined", "roles", "statements")}
    return BucketSummary(**found | tuples | {"location": _place(found["location"])})


def _place(data: list[Any] | None) -> Location | None:
    return None if data is None else Location(*data)
