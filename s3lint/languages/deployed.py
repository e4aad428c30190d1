"""A root as it is deployed by default, evaluated once for all that ask: for its own judgement, and for other roots."""

from __future__ import annotations

from s3lint.record import Struct, replace
from s3lint.values import Configuration, Inputs, work

_SMALL = work.BASE // 10  # steps: what takes more may come near a limit, which its own judgement says


class Deployed(Struct, frozen=True):
    """What a root holds. Nobody may change it: who does takes `own`."""

    basis: object  # what it is read with
    inputs: Inputs  # those of its first environment
    holds: tuple[Configuration, ...] | None  # None: it takes too much work to tell
    spent: work.Spent

    @property
    def weight(self) -> int:
        """How much memory it takes, in resources."""
        return 20 + sum(len(one.resources) for one in self.holds or ())

    def own(self, inputs: Inputs) -> list[Configuration] | None:
        """Its configurations with these inputs, to be changed; None where they have to be read for that."""
        if self.holds is None or self.inputs != inputs or self.spent.steps > _SMALL or not work.again(self.spent):
            return None
        return [_copy(one) for one in self.holds]


def _copy(kept: Configuration) -> Configuration:
    return replace(
        kept,
        resources=[replace(resource) for resource in kept.resources],
        diagnostics=[*kept.diagnostics],
        absent=[*kept.absent],
        made_by=dict(kept.made_by),
        answers=dict(kept.answers),
    )
