"""`s3lint inspect` for programs, version 1 (docs/inspect.md). Keys are only ever added."""

from __future__ import annotations

from typing import Any

from s3lint.engine.report import BucketSummary, Report
from s3lint.report.formats.json import location
from s3lint.report.options import Options
from s3lint.report.untrusted import json_text
from s3lint.source import Diagnostic

VERSION = 1


def render(report: Report, options: Options) -> str:
    """The buckets as JSON."""
    data = {
        "version": VERSION,
        "tool": {"name": "s3lint", "version": report.version},
        "complete": report.summary.complete,
        "buckets": [_bucket(bucket) for bucket in report.buckets],
        "options": [
            {"root": o.root, "name": o.name, "value": o.value, "others": list(o.others), "makes": list(o.makes)}
            for o in report.options
        ],
        "diagnostics": [_diagnostic(diagnostic) for diagnostic in report.diagnostics],
    }
    return json_text(data)


def _bucket(bucket: BucketSummary) -> dict[str, Any]:
    return {
        "address": bucket.address,
        "display": bucket.display,
        "root": bucket.root,
        "name": bucket.name,
        "existing": bucket.existing,
        "location": bucket.location and location(bucket.location),
        "beliefs": [
            {"about": c.label, "state": c.state, "text": c.text, "location": c.location and location(c.location)}
            for c in bucket.controls
        ],
        "requesters": [
            {
                "who": r.who,
                "name": r.name,
                "reaches": r.state,
                "text": r.text,
                "note": r.note,
                "decides": r.decides,
                "why": r.why,
                "location": r.location and location(r.location),
            }
            for r in bucket.requesters
        ],
        "roles": [
            {
                "role": r.name,
                "what": r.text,
                "state": r.state,
                "told_by": r.way,
                "by": r.by,
                "controls": [{"control": c.name, "is": c.verdict, "why": c.why} for c in r.controls],
                "location": r.location and location(r.location),
            }
            for r in bucket.roles
        ],
        "joined": list(bucket.joined),
    }


def _diagnostic(diagnostic: Diagnostic) -> dict[str, Any]:
    return {"code": diagnostic.code, "message": diagnostic.message, "location": location(diagnostic.location)}
