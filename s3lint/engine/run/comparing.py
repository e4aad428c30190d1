"""A part of the tree at two times: its buckets paired, and what changed for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from s3lint.engine.comparison import AccessChange, BucketChange, ControlChange, Lines
from s3lint.engine.run.frames import lines_at
from s3lint.engine.run.graphs import Built
from s3lint.engine.run.root_pairs import paired
from s3lint.findings.redaction import redacted
from s3lint.record import Struct, replace
from s3lint.source import Diagnostic, Location, Span
from s3lint.values import work

if TYPE_CHECKING:
    from s3lint.compare.controls import Changed
    from s3lint.compare.pairs import Pair
    from s3lint.engine.run.part import Part
    from s3lint.policy.gained import Gain
    from s3lint.questions.beliefs import Belief


class Compared(Struct, frozen=True):
    """Every bucket at two times, with what changed, and what could not be read. Paths are those of the trees."""

    changes: list[BucketChange]
    diagnostics: list[Diagnostic]
    sources: Lines
    former_sources: Lines


def compared(now: Part, before: Part) -> Compared:
    """What changed between two parts."""
    changes: list[BucketChange] = []
    diagnostics: list[Diagnostic] = []
    for path, new, old in paired(now, before):
        found: list[BucketChange] = []
        try:
            found += _of_root(path, new, old)
        except work.Exhausted:
            text = "too much work: s3lint did not compare this root's buckets any further"
            diagnostics.append(Diagnostic("S3L905", text, Location(path), left_out="root"))
        secrets = {text: shown for one in (*new, *old) for text, shown in one.secrets().items()}
        changes += redacted(found, secrets)
        said = [diagnostic for one in new for diagnostic in one.diagnostics()]
        diagnostics += [*said, *_of_earlier(old, said)]
    here = [one.location for change in changes for one in change.gained]
    here += [one.location for change in changes for one in change.controls]
    there = [one.location for change in changes for one in change.lost]
    there += [one.former for change in changes for one in change.controls]
    return Compared(
        changes, diagnostics, lines_at(now.frontends, _known(here)), lines_at(before.frontends, _known(there))
    )


def _known(places: Iterable[Location | None]) -> list[Location]:
    return [place for place in places if place is not None]


def _of_earlier(old: list[Built], said: list[Diagnostic]) -> Iterator[Diagnostic]:
    """What could not be read of what there was, where that is no longer so."""
    known = {(diagnostic.code, diagnostic.message) for diagnostic in said}
    for diagnostic in (diagnostic for one in old for diagnostic in one.diagnostics()):
        if diagnostic.is_gap and (diagnostic.code, diagnostic.message) not in known:
            yield replace(diagnostic, message=f"before the change: {diagnostic.message}", incomplete=False)


def _of_root(root: str, new: list[Built], old: list[Built]) -> Iterator[BucketChange]:
    from s3lint.compare.pairs import pairs
    from s3lint.graph import build
    from s3lint.values import Configuration

    nothing = build(Configuration(root, "", []))
    for number in range(max(len(new), len(old))):
        now = new[number].graph if number < len(new) else nothing
        before = old[number].graph if number < len(old) else nothing
        with work.limited():
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
        tuple(map(_control, controls)),
    )


def _said(belief: Belief) -> str:
    """What makes a belief so, or what is believed."""
    return belief.text or {"yes": "yes", "no": "no"}.get(belief.state, "undecided")


def _control(changed: Changed) -> ControlChange:
    now, before = changed.now, changed.before
    said = _said(before), _said(now)
    return ControlChange(now.label, changed.direction, *said, now.state, _place(now.span), _place(before.span))


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
