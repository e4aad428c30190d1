"""`s3lint diff` for programs, version 1 (docs/diff.md). Keys are only ever added."""

from __future__ import annotations

from typing import Any

from s3lint.engine.comparison import AccessChange, BucketChange, Comparison
from s3lint.report.formats.json import diagnostic, location
from s3lint.report.options import Options
from s3lint.report.untrusted import json_text

VERSION = 1


def render(comparison: Comparison, options: Options) -> str:
    """The changes as JSON."""
    data = {
        "version": VERSION,
        "tool": {"name": "s3lint", "version": comparison.version},
        "since": comparison.since,
        "complete": comparison.complete,
        "compared": comparison.compared,
        "gained": any(change.gains for change in comparison.buckets),
        "weakened": any(change.is_weakened for change in comparison.buckets),
        "buckets": [_bucket(change) for change in comparison.buckets],
        "diagnostics": [diagnostic(one) for one in comparison.diagnostics],
    }
    return json_text(data)


def _bucket(change: BucketChange) -> dict[str, Any]:
    return {
        "address": change.address,
        "what": change.what,
        "root": change.root,
        "location": change.location and location(change.location),
        "change": change.kind,
        "gained": [_access(one) for one in change.gained],
        "lost": [_access(one) for one in change.lost],
        "controls": [
            {
                "about": one.label,
                "change": one.direction,
                "before": one.before,
                "now": one.now,
                "location": one.location and location(one.location),
                "former_location": one.former and location(one.former),
            }
            for one in change.controls
        ],
    }


def _access(change: AccessChange) -> dict[str, Any]:
    return {
        "who": change.who,
        "name": change.name,
        "state": change.state,
        "request": change.text,
        "decides": change.decides,
        "location": change.location and location(change.location),
        "refused_by": change.former and location(change.former),
    }
