"""`s3lint diff` as SARIF 2.1.0: a result for each gain and for each control that is weaker."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from s3lint.engine.comparison import BucketChange, Comparison
from s3lint.report.compare import sentences
from s3lint.report.formats.sarif import MOST_RESULTS, SCHEMA, location_of, plain, warning
from s3lint.report.links import HOME
from s3lint.report.options import Options
from s3lint.report.untrusted import json_text
from s3lint.source import Location

_KINDS = {
    "access-gained": "Somebody gains access to a bucket.",
    "control-weakened": "A control of a bucket is weaker than before.",
}


def render(comparison: Comparison, options: Options) -> str:
    """The changes as one SARIF run. What is undecided, or lost, is no result."""
    results = [result for change in sentences.ordered(comparison) for result in _results(comparison, change)]
    described = [{"id": name, "shortDescription": {"text": text}} for name, text in _KINDS.items()]
    run = {
        "tool": {
            "driver": {
                "name": "s3lint diff",
                "semanticVersion": comparison.version,
                "informationUri": HOME,
                "rules": described,
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"SRCROOT": {"description": {"text": "The folder of the repository."}}},
        "invocations": [
            {
                "executionSuccessful": not any(d.incomplete for d in comparison.diagnostics),
                "toolExecutionNotifications": list(_notes(comparison, len(results))),
            }
        ],
        "results": results[:MOST_RESULTS],
    }
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _notes(comparison: Comparison, results: int) -> Iterator[dict[str, Any]]:
    """What the run does not hold."""
    if results > MOST_RESULTS:
        yield warning(f"s3lint left out {results - MOST_RESULTS} changes beyond the limit of a SARIF run")
    if not comparison.complete:
        yield warning(sentences.INCOMPLETE)


def _results(comparison: Comparison, change: BucketChange) -> Iterator[dict[str, Any]]:
    fallback = change.location or Location(change.root)
    for one in change.gained:
        if one.state == "yes":
            place = one.location or fallback
            text = sentences.certain(one)
            yield _result(comparison, change, "access-gained", "error", text, place, f"{one.who} {one.name}")
    for control in change.controls:
        if control.direction == "weakened":
            place, text = control.location or fallback, sentences.control(control)
            yield _result(comparison, change, "control-weakened", "warning", text, place, control.label)


def _result(
    comparison: Comparison, change: BucketChange, kind: str, level: str, text: str, place: Location, what: str
) -> dict[str, Any]:
    known = "\n".join((kind, change.root, change.address, what))
    found = location_of(comparison, place)
    found["logicalLocations"] = [{"fullyQualifiedName": change.address, "kind": "resource"}]
    return {
        "ruleId": kind,
        "ruleIndex": list(_KINDS).index(kind),
        "level": level,
        "message": {"text": plain(f"{change.address}: {text}")},
        "locations": [found],
        "partialFingerprints": {"s3lint-diff/v1": hashlib.sha256(known.encode()).hexdigest()[:32]},
    }
