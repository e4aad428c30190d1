"""One file per format: a report goes in, text comes out. Knows no language, reads no file and judges nothing."""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from s3lint.engine.comparison import Comparison
from s3lint.engine.permissions import Permissions
from s3lint.engine.report import Report
from s3lint.report.options import Options

__all__ = [
    "FORMATS",
    "Options",
    "render",
    "render_buckets",
    "render_comparison",
    "render_graph",
    "render_permissions",
    "render_statistics",
]

# format -> what it is for; the module of the same name is imported when it is asked for
FORMATS: dict[str, str] = {
    "full": "code frames with the reason and the fix, for people",
    "concise": "one line for each finding",
    "grouped": "one line for each finding, under its file",
    "json": "everything, for programs (version 1)",
    "sarif": "SARIF 2.1.0, for GitHub code scanning and others",
    "github": "annotations in a GitHub Actions log",
    "gitlab": "GitLab Code Quality",
    "junit": "JUnit XML, one test case for each bucket",
    "rdjson": "Reviewdog Diagnostic Format, with edits as suggestions",
    "markdown": "a summary for a pull request",
    "html": "one self-contained page",
}


class _Format(Protocol):
    def render(self, report: Report, options: Options) -> str: ...


def render(name: str, report: Report, options: Options | None = None) -> str:
    """The report in one of FORMATS (KeyError for another name). The same report gives the same text."""
    FORMATS[name]
    return _format(f"formats.{name}").render(report, options or Options())


def render_statistics(report: Report, options: Options | None = None) -> str:
    """How often each check speaks."""
    return _format("formats.statistics").render(report, options or Options())


def render_buckets(name: str, report: Report, options: Options | None = None) -> str:
    """What is believed about the report's buckets, as text or json."""
    return _format(f"inspect.{name}").render(report, options or Options())


def render_comparison(name: str, comparison: Comparison, options: Options | None = None) -> str:
    """What a change does to buckets, in one of its formats."""
    module = import_module(f"s3lint.report.compare.{name}")
    return cast(str, module.render(comparison, options or Options()))


def render_permissions(name: str, told: Permissions, options: Options | None = None) -> str:
    """Who can do what with buckets, as text or json."""
    module = import_module(f"s3lint.report.can.{name}")
    return cast(str, module.render(told, options or Options()))


def render_graph(name: str, report: Report, options: Options | None = None) -> str:
    """The report's pictures as dot, mermaid, json or html."""
    return _format(f"graph.{name}").render(report, options or Options())


def _format(name: str) -> _Format:
    return cast(_Format, import_module(f"s3lint.report.{name}"))
