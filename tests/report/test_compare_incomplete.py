"""A comparison that is not complete says so in each format."""

from __future__ import annotations

import pytest

from s3lint.engine.comparison import Comparison
from s3lint.report import Options, render_comparison
from s3lint.report.compare.sentences import INCOMPLETE


@pytest.mark.parametrize("kind", ["markdown", "html", "github", "sarif"])
def test_what_is_missing_is_said(kind: str) -> None:
    whole, part = (Comparison("1", "main", (), 1, complete=complete) for complete in (True, False))
    assert INCOMPLETE in render_comparison(kind, part, Options())
    assert INCOMPLETE not in render_comparison(kind, whole, Options())
