"""A picture of a bucket: what protects it, and what is missing, as inline SVG."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from s3lint.engine.report import BucketSummary, Control
from s3lint.report.untrusted import html, visible

WIDTH = 380
ROW = 46
TOP = 62
TRUNK = 34  # where the line from the bucket runs
LONGEST = 41  # characters of a line of text
MARKS = {"yes": "✓", "no": "✕", "unknown": "?"}
FLAGS = ("block public acls", "ignore public acls", "block public policy", "restrict public buckets")
WORDS = {"yes": "in place", "no": "missing", "unknown": "undecided"}


def picture(bucket: BucketSummary) -> str:
    """The bucket, and a line to each of its controls: solid where it holds, dashed where it is missing or open."""
    controls = _together(bucket.controls)
    height = TOP + ROW * max(len(controls), 1)
    said = ", ".join(f"{control.label} {_word(control)}" for control in controls) or "no controls known"
    parts = [
        f'<svg class="picture" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" '
        f'aria-label="{html(bucket.address)}: {html(said)}">',
        *_bucket(bucket),
    ]
    if controls:
        bottom = TOP + ROW * (len(controls) - 1) + ROW // 2
        parts.append(f'<path class="edge" d="M{TRUNK} {TOP - 8} V{bottom}"/>')
    for index, control in enumerate(controls):
        parts += _control(control, TOP + ROW * index + ROW // 2)
    if not controls:
        parts.append(f'<text class="says" x="{TRUNK + 30}" y="{TOP + ROW // 2}">no controls known</text>')
    return "".join([*parts, "</svg>"])


def _together(controls: Sequence[Control]) -> list[Control]:
    """The four settings of Block Public Access in one line where they are alike."""
    flags = [control for control in controls if control.label in FLAGS]
    if len(flags) != len(FLAGS) or len({control.state for control in flags}) > 1:
        return list(controls)
    texts = dict.fromkeys(control.text for control in flags)
    text = "all four settings are on" if flags[0].state == "yes" else "; ".join(texts)
    whole = Control("Block Public Access", flags[0].state, text, flags[0].location)
    return [whole, *(control for control in controls if control not in flags)]


def _bucket(bucket: BucketSummary) -> Iterator[str]:
    yield '<path class="bucket" d="M14 12 h40 l-6 38 q-14 7 -28 0 z"/>'
    yield '<ellipse class="rim" cx="34" cy="12" rx="20" ry="5"/>'
    yield f'<text class="label" x="68" y="26">{cut(bucket.name or bucket.display or bucket.address, 36)}</text>'
    place = f"{bucket.location.path}:{bucket.location.line}" if bucket.location else bucket.root
    yield f'<text class="says" x="68" y="44">{cut(place, 44)}</text>'


def _control(control: Control, y: int) -> Iterator[str]:
    state = control.state if control.state in MARKS else "unknown"
    yield f'<g class="control {state}">'
    yield f'<path class="edge" d="M{TRUNK} {y} H{TRUNK + 22}"/>'
    yield f'<circle class="node" cx="{TRUNK + 34}" cy="{y}" r="12"/>'
    yield f'<text class="mark" x="{TRUNK + 34}" y="{y + 5}" text-anchor="middle">{MARKS[state]}</text>'
    yield f'<text class="label" x="{TRUNK + 56}" y="{y - 2}">{cut(control.label, LONGEST - 8)}</text>'
    says = control.text or WORDS[state]
    yield f'<text class="says" x="{TRUNK + 56}" y="{y + 14}">{cut(says, LONGEST)}<title>{html(says)}</title></text>'
    yield "</g>"


def _word(control: Control) -> str:
    return WORDS.get(control.state, WORDS["unknown"])


def cut(text: str, longest: int) -> str:
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
