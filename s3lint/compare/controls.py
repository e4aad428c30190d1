"""What is believed of a bucket otherwise than before: each control that became weaker, stronger, or another."""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.compare.grades import direction, grade
from s3lint.graph.bucket import Bucket
from s3lint.questions.beliefs import Belief, beliefs
from s3lint.record import Struct, replace

_WAYS = {("yes", "no"): "weakened", ("yes", "unknown"): "weakened", ("no", "yes"): "strengthened"}
"""By the state before and now: what may have been so already has not become weaker for certain."""


class Changed(Struct, frozen=True):
    """One control, as it is believed now and as it was."""

    now: Belief
    before: Belief
    direction: str  # weakened, strengthened, or other


def changes(now: Bucket, before: Bucket) -> Iterator[Changed]:
    """The controls that differ in their state, or in how strong they are."""
    former = {belief.label: belief for belief in beliefs(before)}
    for belief in beliefs(now):
        earlier = former.get(belief.label)
        if earlier is None:
            continue
        if earlier.state != belief.state:
            yield Changed(belief, earlier, _WAYS.get((earlier.state, belief.state), "other"))
        elif belief.state == "yes":
            yield from _graded(belief, earlier, now, before)


def _graded(belief: Belief, earlier: Belief, now: Bucket, before: Bucket) -> Iterator[Changed]:
    """A control that is there as before, where it is stronger or weaker than it was."""
    new, old = grade(now, belief.label), grade(before, belief.label)
    if new is None or old is None:
        return
    if way := direction(new, old):
        said = replace(belief, text=new.text or belief.text), replace(earlier, text=old.text or earlier.text)
        yield Changed(*said, way)
