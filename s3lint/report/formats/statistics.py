"""`--statistics`: how often each check speaks, instead of the findings."""

from __future__ import annotations

from collections import Counter

from s3lint.checks import Outcome, Severity
from s3lint.engine.report import Report
from s3lint.report.options import Options
from s3lint.report.terminal.drawing import draw
from s3lint.report.terminal.styled import Line, Piece, plain
from s3lint.report.words import closing


def render(report: Report, options: Options) -> str:
    """Counts by check, the most frequent first."""
    rows: Counter[tuple[str, str, Outcome]] = Counter((f.code, f.name, f.verdict) for f in report.active)
    worst: dict[tuple[str, str, Outcome], Severity] = {}
    for finding in report.active:
        key = (finding.code, finding.name, finding.verdict)
        worst[key] = max(worst.get(key, Severity.INFO), finding.severity)
    lines: list[Line] = []
    ordered = sorted(rows.items(), key=lambda row: (-row[1], row[0][0], row[0][2].value))
    width = len(str(ordered[0][1])) if ordered else 0
    for (code, name, verdict), number in ordered:
        key = (code, name, verdict)
        weight = worst[key].word if verdict is Outcome.FAIL else "undecided" if verdict is Outcome.UNKNOWN else "pass"
        lines.append((Piece(f"{number:>{width}}  "), Piece(code, "strong"), Piece(f"  {weight:<9}  {name}")))
    if lines:
        lines.append(())
    if not options.quiet:
        lines += [plain(line) for line in closing(report).splitlines()]
    return draw(lines, color=options.color)
