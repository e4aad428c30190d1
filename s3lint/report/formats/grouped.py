"""`grouped`: concise lines under the file that they are about."""

from __future__ import annotations

from s3lint.engine.report import Report
from s3lint.report.entries import entries
from s3lint.report.entry import Entry
from s3lint.report.formats.concise import diagnostic_line, said
from s3lint.report.options import Options
from s3lint.report.terminal.drawing import draw
from s3lint.report.terminal.styled import Line, Piece, plain
from s3lint.report.untrusted import visible
from s3lint.report.words import closing


def render(report: Report, options: Options) -> str:
    """The report as text."""
    files: dict[str, list[Entry]] = {}
    for entry in entries(report.active):
        files.setdefault(entry.finding.location.path, []).append(entry)
    lines: list[Line] = []
    for path in sorted(files):
        lines.append((Piece(visible(path), "strong"), Piece(":")))
        inside = sorted(files[path], key=lambda entry: entry.finding.location)
        places = [f"{entry.finding.location.line}:{entry.finding.location.column}" for entry in inside]
        width = max(map(len, places))
        for place, entry in zip(places, inside, strict=True):
            for group in entry.said:
                named = Piece(f" [{visible(Entry([group]).named)}]", "frame")
                lines.append((Piece(f"  {place:<{width}}  "), *said(group.finding), named))
        lines.append(())
    if report.diagnostics:
        lines += [*map(diagnostic_line, report.diagnostics), ()]
    if not options.quiet:
        lines += [plain(line) for line in closing(report).splitlines()]
    return draw(lines, color=options.color)
