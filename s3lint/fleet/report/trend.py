"""The trend on the page: what fails in each run, as a small chart and as numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from s3lint.fleet.report.summary import Named
from s3lint.report.untrusted import html

MOST_RUNS = 30
WIDTH, HEIGHT, LEFT, BOTTOM = 720, 180, 60, 24
_LINES = ("critical", "high", "medium", "low")


def trend(runs: Sequence[Named]) -> Iterator[str]:
    """The section, once there are two runs to compare."""
    shown = list(runs)[-MOST_RUNS:]
    if len(shown) < 2:
        return
    yield "<h2>Trend</h2>"
    top = max(max(int(run[word]) for word in _LINES) for run in shown) or 1
    first, last = shown[0], shown[-1]
    said = ", ".join(f"{word} {first[word]:,} to {last[word]:,}" for word in _LINES)
    yield f'<svg class="trend" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" role="img" '
    yield f'aria-label="Failures by run: {html(said)}">'
    for value in (0, top // 2, top):
        y = _y(value, top)
        yield f'<line class="grid" x1="{LEFT}" x2="{WIDTH}" y1="{y}" y2="{y}"/>'
        yield f'<text x="{LEFT - 8}" y="{y + 4}" text-anchor="end">{value:,}</text>'
    for word in _LINES:
        points = [(_x(number, len(shown)), _y(int(run[word]), top)) for number, run in enumerate(shown)]
        yield f'<polyline class="{word}" points="{" ".join(f"{x},{y}" for x, y in points)}"/>'
        for (x, y), run in zip(points, shown, strict=True):
            yield f'<circle class="{word}" cx="{x}" cy="{y}" r="3"><title>{html(run["run"])}: {run[word]:,} {word}'
            yield "</title></circle>"
    for x, run, anchor in ((LEFT, first, "start"), (WIDTH, last, "end")):
        yield f'<text x="{x}" y="{HEIGHT - 4}" text-anchor="{anchor}">{html(run["run"])}</text>'
    yield "</svg>"
    yield f'<p class="soft">Failures from the first run shown to the last: {html(said)}.</p>'


def _x(number: int, of: int) -> int:
    return LEFT + 6 + round((WIDTH - LEFT - 12) * number / max(of - 1, 1))


def _y(value: int, top: int) -> int:
    return 8 + round((HEIGHT - BOTTOM - 16) * (1 - value / top))
