"""`s3lint inspect` for people: each bucket with what is believed, from which lines, and who can reach it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from s3lint.engine.report import BucketSummary, Control, DeclaredOption, Report, Requester, RoleSummary
from s3lint.report.options import Options
from s3lint.report.terminal.drawing import draw
from s3lint.report.terminal.styled import Line, Piece, plain
from s3lint.report.untrusted import visible
from s3lint.source import Location

WIDTH = 80  # where no terminal says how wide it is
NARROWEST = 60
LABEL, STATE = 25, 9  # columns of the table
CONTROL_STYLES = {"yes": "pass", "no": "warning", "unknown": "note"}
OWN = "own account"
VERDICTS = {
    "breaks": "would break it",
    "disputed": "may break it",
    "with-key-policy": "needs a key policy",
    "needless": "not needed",
    "owed": "called for",
}
OUTSIDERS = {"anyone": "error", "other accounts": "warning"}


def render(report: Report, options: Options) -> str:
    """The buckets as text."""
    width = max(options.width or WIDTH, NARROWEST)
    lines: list[Line] = []
    for bucket in report.buckets:
        lines += [*_bucket(bucket, width), ()]
    if report.options:
        lines += [plain("also allowed, and not judged", "strong"), *map(_option, report.options), ()]
    return draw(lines[:-1], color=options.color)


def _option(option: DeclaredOption) -> Line:
    others = " or ".join(other or "empty" for other in option.others) or "another value"
    made = f" may make {', '.join(option.makes)}" if option.makes else ""
    name = option.name.removeprefix("var.")
    value = option.value or "empty"
    return plain(f"  {visible(option.name)} is {visible(value)}; {visible(others + made)}: --var {visible(name)}=VALUE")


def _bucket(bucket: BucketSummary, width: int) -> Iterator[Line]:
    yield from _head(bucket, width)
    for control in bucket.controls:
        at = control.location if control.location != bucket.location else None  # which is in the head already
        yield from _row(control.label, control.state, _said(control), at, CONTROL_STYLES.get(control.state, ""), width)
    if bucket.requesters:
        yield ()
        yield plain("  who can reach it", "strong")
    previous = ""
    for requester in bucket.requesters:
        yield from _requester(requester, requester.who if requester.who != previous else "", width)
        previous = requester.who
    if bucket.roles:
        yield ()
        yield plain("  what it is for", "strong")
    told: set[str] = set()
    for role in bucket.roles:
        yield from _role(role, role.name not in told, width)
        told.add(role.name)
    if bucket.joined:
        yield ()
        yield plain("  joined from", "strong")
        joined = ", ".join(map(visible, bucket.joined))
        yield from (plain(f"    {line}") for line in _wrapped(joined, width - 4))


def _head(bucket: BucketSummary, width: int) -> Iterator[Line]:
    """Address, name and place on one line where they fit."""
    title = visible(bucket.display or bucket.address)
    name = f'  "{visible(bucket.name)}"' if bucket.name else ""
    note = "  (not created by this code)" if bucket.existing else ""
    place = _place(bucket.location)
    gap = width - len(title) - len(name) - len(note) - len(place)
    if gap >= 2:
        yield (Piece(title, "strong"), Piece(name + note + " " * gap), Piece(place, "frame"))
        return
    yield (Piece(title, "strong"),)
    gap = max(width - len(name) - len(note) - len(place), 2)
    yield (Piece(name + note + " " * gap), Piece(place, "frame"))


def _row(label: str, state: str, text: str, at: Location | None, style: str, width: int) -> Iterator[Line]:
    """A line of the table; the place stands at the right edge, or on a line of its own."""
    room = width - 2 - LABEL - STATE
    place = _place(at)
    lines = _wrapped(visible(text), room) if text else [""]
    last = len(lines) - 1
    fits = len(lines[last]) + 2 + len(place) <= room
    for number, line in enumerate(lines):
        head = (label, state) if number == 0 else ("", "")
        gap = " " * (room - len(line) - len(place)) if number == last and fits and place else ""
        yield (
            Piece(f"  {visible(head[0]):<{LABEL}}"),
            Piece(f"{visible(head[1]):<{STATE}}", style),
            Piece(line + gap),
            *([Piece(place, "frame")] if gap else []),
        )
    if place and not fits:
        yield (Piece(" " * max(width - len(place), 4)), Piece(place, "frame"))


def _requester(requester: Requester, label: str, width: int) -> Iterator[Line]:
    """A line of the table, and below it the request that gets through and what is not known."""
    gets_in = requester.state != "no" and requester.who != OWN
    named = requester.name + (f" ({requester.note})" if requester.note else "")
    text = named if gets_in else requester.text
    yield from _row(label, requester.state, text, requester.location, _style(requester), width)
    below = [requester.text] if gets_in and requester.text else []
    if requester.why:
        below.append(f"because: {requester.why}")
    if requester.decides:
        below.append(f"depends on: {requester.decides}")
    for text in below:
        yield from (plain(" " * 6 + line) for line in _wrapped(visible(text), width - 6))


def _role(role: RoleSummary, is_first: bool, width: int) -> Iterator[Line]:
    """A line of the table, and below the first of a role what would break it, or works under a condition."""
    style = "note" if role.state == "unknown" else ""
    yield from _row(role.name, role.state, f"{role.text} ({role.by})", role.location, style, width)
    said: dict[tuple[str, str], list[str]] = {}
    for control in role.controls if is_first else ():
        if control.verdict in VERDICTS:
            said.setdefault((control.verdict, control.why), []).append(control.words)
    for (verdict, why), controls in said.items():
        text = f"{VERDICTS[verdict]}: {' or '.join(controls)} ({why})"
        yield from (plain(" " * 6 + line) for line in _wrapped(visible(text), width - 6))


def _said(control: Control) -> str:
    """What is set, without the words that the label has said already."""
    name, verb, rest = control.text.partition(" is ")
    if verb and name.replace("_", "").lower() == control.label.replace(" ", ""):
        return rest
    return control.text


def _style(requester: Requester) -> str:
    if requester.state == "unknown":
        return "note"
    outside = OUTSIDERS.get(requester.who)
    if outside and requester.state == "yes":
        return outside
    return "pass" if outside else ""


def _place(place: Location | None) -> str:
    return f"{visible(place.path)}:{place.line}" if place else ""


def _wrapped(text: str, room: int) -> list[str]:
    """Lines that fit. CI systems obey a line that begins as a workflow command does, though it is indented."""
    lines = textwrap.wrap(text, room, break_on_hyphens=False) or [""]
    return [f"\\{line}" if line.startswith("::") else line for line in lines]
