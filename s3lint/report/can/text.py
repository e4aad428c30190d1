"""`s3lint can` for people."""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.engine.permissions import BucketPermissions, Permission, Permissions
from s3lint.report.options import Options
from s3lint.report.terminal.drawing import draw
from s3lint.report.terminal.styled import Line, Piece, plain
from s3lint.report.untrusted import visible
from s3lint.source import Location

_STYLES = {"allowed": "note", "denied": "pass", "undecided": "warning"}
_MOST_ACTIONS = 6


def render(told: Permissions, options: Options) -> str:
    """The answers as text."""
    lines: list[Line] = []
    for bucket in told.buckets:
        lines += [*_bucket(bucket, told), ()]
    return draw(lines[:-1], color=options.color)


def _bucket(bucket: BucketPermissions, told: Permissions) -> Iterator[Line]:
    yield (Piece(visible(bucket.address), "strong"), Piece(f"  {_place(bucket.location)}", "frame"))
    for one in bucket.permissions:
        yield from _permission(one, told)
    if not bucket.permissions:
        asking = told.asking
        who = "nobody of whom this code speaks can" if asking.who == "*" else f"{asking.who} cannot"
        what = "do any of this" if "*" in asking.action else f"call {asking.action}"
        yield (Piece(f"  {'denied':<11}", _STYLES["denied"]), Piece(visible(f"{who} {what}")))


def _permission(one: Permission, told: Permissions) -> Iterator[Line]:
    verb = "can" if one.state == "undecided" else "cannot"
    call = one.request or f"{one.who} {verb} call {one.actions[0]} on {told.asking.what}"
    may = "cannot decide whether " if one.state == "undecided" else ""
    yield (Piece(f"  {one.state:<11}", _STYLES[one.state]), Piece(visible(may + call)))
    if len(one.actions) > 1:
        rest = len(one.actions) - _MOST_ACTIONS
        more = f" and {rest} more" if rest > 0 else ""
        yield plain(f"{'':13}actions: {', '.join(one.actions[:_MOST_ACTIONS])}{more}")
    for number, step in enumerate(one.steps, 1):
        at = f"  {_place(step.location)}" if step.location else ""
        yield (Piece(f"{'':13}{number}. {visible(step.text)}"), Piece(at, "frame"))
    if one.decides:
        yield plain(f"{'':13}it depends on: {visible(one.decides)}")


def _place(place: Location | None) -> str:
    return visible(f"{place.path}:{place.line}") if place else ""
