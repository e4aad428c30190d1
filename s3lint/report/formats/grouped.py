"""`grouped`: concise lines under the file that they are about."""

from __future__ import annotations

from s3lint.engine.report import Report
from s3lint.report.formats.concise import diagnostic_line, said
from s3lint.report.options import Options
from s3lint.report.terminal.drawing import draw
from s3lint.report.terminal.styled import Line, Piece, plain
from s3lint.report.untrusted import visible
from s3lint.report.words import Group, closing, grouped


def render(report: Report, options: Options) -> str:
    """The report as text."""
    files: dict[str, list[Group]] = {}
    for group in grouped(report.active):
        files.setdefault(group.finding.location.path, []).append(group)
    lines: list[Line] = []
    for path in sorted(files):
        lines.append((Piece(visible(path), "strong"), Piece(":")))
        inside = sorted(files[path], key=lambda group: group.finding.location)
        places = [f"{group.finding.location.line}:{group.finding.location.column}" for group in inside]
        width = max(map(len, places))
        for place, group in zip(places, inside, strict=True):
            named = Piece(f" [{visible(group.named)}]", "frame")
            lines.append((Piece(f"  {place:<{width}}  "), *said(group.finding), named))
        lines.append(())
    if report.diagnostics:
        lines += [*map(diagnostic_line, report.diagnostics), ()]
    if not options.quiet:
        lines += [plain(line) for line in closing(report).splitlines()]
    return draw(lines, color=options.color)
