"""A part of the tree at two times: its buckets paired, and what changed for each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from s3lint.engine.comparison import AccessChange, BucketChange, ControlChange
from s3lint.engine.run.graphs import graphs
from s3lint.source import Diagnostic, Location, Span

if TYPE_CHECKING:
    from s3lint.compare.pairs import Pair
    from s3lint.engine.run.part import Part
    from s3lint.graph import Graph
    from s3lint.policy.gained import Gain

Compared = tuple[list[BucketChange], list[Diagnostic]]


def compared(now: Part, before: Part) -> Compared:
    """Every bucket of both, with what changed, and what could not be read. Paths are those of the tree."""
    roots = {(root.path, root.language): root for root in now.chosen.roots}
    former = {(root.path, root.language): root for root in before.chosen.roots}
    changes: list[BucketChange] = []
    diagnostics: list[Diagnostic] = []
    for place in sorted(roots.keys() | former.keys()):
        new, said = graphs(now, roots[place]) if place in roots else ([], [])
        old, _ = graphs(before, former[place]) if place in former else ([], [])
        diagnostics += said
        changes += _of_root(place[0], new, old)
    return changes, diagnostics


def _of_root(root: str, new: list[Graph], old: list[Graph]) -> Iterator[BucketChange]:
    from s3lint import policy
    from s3lint.compare.pairs import pairs
    from s3lint.graph import build
    from s3lint.values import Configuration

    nothing = build(Configuration(root, "", []))
    for number in range(max(len(new), len(old))):
        now = new[number] if number < len(new) else nothing
        before = old[number] if number < len(old) else nothing
        with policy.limited():
            yield from (_change(pair, root) for pair in pairs(now, before))


def _change(pair: Pair, root: str) -> BucketChange:
    from s3lint.compare.access import gains
    from s3lint.compare.controls import changes

    now, before = pair
    bucket = now or before
    assert bucket is not None
    controls = list(changes(now, before)) if now is not None and before is not None else []
    return BucketChange(
        bucket.display or bucket.address,
        root,
        _place(bucket.header),
        "changed" if now and before else "new" if now else "gone",
        tuple(_access(gain) for gain in gains(now, before)),
        tuple(_access(gain) for gain in gains(before, now)) if now is not None else (),
        tuple(ControlChange(c.now.label, c.direction, c.before.text, c.now.text, _place(c.now.span)) for c in controls),
    )


def _access(gain: Gain) -> AccessChange:
    from s3lint.access.reach import decides

    answer = gain.answer
    places = (s.place("Principal", "NotPrincipal") for s in answer.statements)
    span = next((place for place in places if place), None)
    return AccessChange(
        gain.who, gain.name, answer.fact.truth.value, answer.witness, decides(answer.fact), _place(span)
    )


def _place(span: Span | None) -> Location | None:
    return span.location() if span else None
