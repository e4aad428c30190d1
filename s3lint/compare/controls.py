"""What is believed of a bucket otherwise than before: each control that became weaker, stronger, or another."""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.graph.bucket import Bucket
from s3lint.questions.beliefs import Belief, beliefs
from s3lint.record import Struct

_ORDER = ("no", "unknown", "yes")


class Changed(Struct, frozen=True):
    """One control, as it is believed now and as it was."""

    now: Belief
    before: Belief

    @property
    def direction(self) -> str:
        """weakened, strengthened, or other."""
        now, before = _ORDER.index(self.now.state), _ORDER.index(self.before.state)
        return "weakened" if now < before else "strengthened" if now > before else "other"


def changes(now: Bucket, before: Bucket) -> Iterator[Changed]:
    """The controls that differ in their state."""
    former = {belief.label: belief for belief in beliefs(before)}
    for belief in beliefs(now):
        earlier = former.get(belief.label)
        if earlier is not None and earlier.state != belief.state:
            yield Changed(belief, earlier)
