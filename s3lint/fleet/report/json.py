"""`json`: a run as data. `format` is raised when a key changes its meaning."""

from __future__ import annotations

from s3lint.fleet.report.summary import Summary
from s3lint.record import asdict
from s3lint.report.untrusted import json_text

FORMAT = 1


def render(summary: Summary) -> str:
    """The run as JSON."""
    return json_text({"format": FORMAT, **asdict(summary)})
