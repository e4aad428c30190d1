"""`concise`: one line for each finding, as compilers and editors read them. Each instance has a line of its own."""

from __future__ import annotations

from s3lint.checks import Finding
from s3lint.engine.report import Report
from s3lint.report.entry import title
from s3lint.report.options import Options
from s3lint.report.terminal.drawing import draw
from s3lint.report.terminal.styled import Line, Piece, plain
from s3lint.report.untrusted import visible
from s3lint.report.words import closing, level
from s3lint.source import Diagnostic, Location


def render(report: Report, options: Options) -> str:
    """The report as text."""
    lines: list[Line] = []
    for finding in report.active:
        named = Piece(f" [{visible(title(finding))}]", "frame")
        lines.append((Piece(f"{where(finding.location)}: "), *said(finding), named))
    lines += [diagnostic_line(diagnostic) for diagnostic in report.diagnostics]
    if not options.quiet:
        lines += [plain(line) for line in closing(report).splitlines()]
    return draw(lines, color=options.color)


def where(place: Location) -> str:
    """`path:line:column`."""
    return f"{visible(place.path)}:{place.line}:{place.column}"


def said(finding: Finding) -> Line:
    """Code and message."""
    style = level(finding)
    word = f"{style}: " if style in ("note", "pass") else ""
    return (Piece(finding.code, style), Piece(f" {word}{visible(finding.message) or finding.name}"))


def diagnostic_line(diagnostic: Diagnostic) -> Line:
    """One message about the analysis itself."""
    style = "error" if diagnostic.incomplete else "warning"
    code = Piece(diagnostic.code, style)
    return (Piece(f"{where(diagnostic.location)}: "), code, Piece(f" {style}: {visible(diagnostic.message)}"))
