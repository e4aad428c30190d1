"""`json`: a run as data. `format` is raised when a key changes its meaning."""

from __future__ import annotations

import json

from s3lint.fleet.report.summary import Summary
from s3lint.record import asdict

FORMAT = 1


def render(summary: Summary) -> str:
    """The run as JSON."""
    return json.dumps({"format": FORMAT, **asdict(summary)}, indent=2) + "\n"
