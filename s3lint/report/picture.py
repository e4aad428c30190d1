"""A picture of a bucket: what protects it, and what is missing, as inline SVG."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from s3lint.engine.report import BucketSummary, Control
from s3lint.report.untrusted import html, visible

WIDTH = 380
ROW = 46
TOP = 62
TRUNK = 34  # where the line from the bucket runs
LONGEST = 46  # characters of a line of text
MARKS = {"yes": "✓", "no": "✕", "unknown": "?"}
WORDS = {"yes": "in place", "no": "missing", "unknown": "undecided"}


def picture(bucket: BucketSummary) -> str:
    """The bucket, and a line to each of its controls: solid where it holds, dashed where it is missing or open."""
    height = TOP + ROW * max(len(bucket.controls), 1)
    said = ", ".join(f"{control.label} {_word(control)}" for control in bucket.controls) or "no controls known"
    parts = [
        f'<svg class="picture" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" '
        f'aria-label="{html(bucket.address)}: {html(said)}">',
        *_bucket(bucket),
    ]
    if bucket.controls:
        bottom = TOP + ROW * (len(bucket.controls) - 1) + ROW // 2
        parts.append(f'<path class="edge" d="M{TRUNK} {TOP - 8} V{bottom}"/>')
    for index, control in enumerate(bucket.controls):
        parts += _control(control, TOP + ROW * index + ROW // 2)
    if not bucket.controls:
        parts.append(f'<text class="says" x="{TRUNK + 30}" y="{TOP + ROW // 2}">no controls known</text>')
    return "".join([*parts, "</svg>"])


def _bucket(bucket: BucketSummary) -> Iterator[str]:
    yield '<path class="bucket" d="M14 12 h40 l-6 38 q-14 7 -28 0 z"/>'
    yield '<ellipse class="rim" cx="34" cy="12" rx="20" ry="5"/>'
    yield f'<text class="label" x="68" y="26">{_cut(bucket.name or bucket.display or bucket.address, 36)}</text>'
    place = f"{bucket.location.path}:{bucket.location.line}" if bucket.location else bucket.root
    yield f'<text class="says" x="68" y="44">{_cut(place, 44)}</text>'


def _control(control: Control, y: int) -> Iterator[str]:
    state = control.state if control.state in MARKS else "unknown"
    yield f'<g class="control {state}">'
    yield f'<path class="edge" d="M{TRUNK} {y} H{TRUNK + 22}"/>'
    yield f'<circle class="node" cx="{TRUNK + 34}" cy="{y}" r="12"/>'
    yield f'<text class="mark" x="{TRUNK + 34}" y="{y + 5}" text-anchor="middle">{MARKS[state]}</text>'
    yield f'<text class="label" x="{TRUNK + 56}" y="{y - 2}">{_cut(control.label, LONGEST - 10)}</text>'
    says = control.text or WORDS[state]
    yield f'<text class="says" x="{TRUNK + 56}" y="{y + 14}">{_cut(says, LONGEST)}<title>{html(says)}</title></text>'
    yield "</g>"


def _word(control: Control) -> str:
    return WORDS.get(control.state, WORDS["unknown"])


def _cut(text: str, longest: int) -> str:
    """Text that fits, for an SVG element: wide characters count twice."""
    shown: list[str] = []
    used = 0
    text = visible(text)
    for char in text:
        used += 2 if unicodedata.east_asian_width(char) in "WF" else 1
        if used > longest:
            return html("".join(shown).rstrip() + "…")
        shown.append(char)
    return html(text)
