"""Is there a choice of values for the condition keys that meets some conditions and escapes others?

Each key has few values; a value meets or escapes a condition or does not, so sets of values are bit masks. An Allow
narrows the masks at once; of each Deny at least one condition must fail. The Deny with the fewest ways out is tried
first, and a budget bounds the search.
"""

from __future__ import annotations

from collections.abc import Sequence

from s3lint.record import Struct
from s3lint.values import work

_WEIGHT = 6  # of a step here, in those of a root's work

Test = tuple[str, int]
"""A key, and the mask of its values that pass."""


class OutOfBudget(Exception):
    """The search was given up: the policy has more of something than is weighed."""

    def __init__(self, bound: str = "combinations of conditions and requests", found: tuple[str, ...] = ()) -> None:
        super().__init__(bound)
        self.bound = bound
        self.found = found  # texts that were found until then: a request with one of them is a request


class Budget(Struct):
    """How many steps a question may still take: many, but a root has many questions."""

    left: int = 400_000
    given_up: OutOfBudget | None = None  # some values were left out: that no request is found says nothing

    def spend(self, steps: int = 1) -> None:
        """Raises OutOfBudget when nothing is left, and Exhausted when the root has no more work left."""
        self.left -= steps
        if self.left < 0:
            raise OutOfBudget
        work.spend(steps * _WEIGHT)


def choose(
    full: dict[str, int], meet: Sequence[Test], escape: Sequence[Sequence[Test]], budget: Budget
) -> dict[str, int] | None:
    """Masks of values (none empty) under which every test of `meet` and one test of each clause of `escape` pass."""
    masks = dict(full)
    for key, mask in meet:
        masks[key] &= mask
        if not masks[key]:
            return None
    return _escape(masks, list(escape), budget)


def loosened(
    full: dict[str, int], masks: dict[str, int], meet: Sequence[Test], escape: Sequence[Sequence[Test]]
) -> dict[str, int]:
    """The masks with all values again for each key that decides nothing beside the others, the first keys first."""
    found = dict(masks)
    for key in masks:
        wider = {**found, key: full[key]}
        if all(_passes(wider, test) for test in meet) and all(any(_passes(wider, t) for t in way) for way in escape):
            found = wider
    return found


def _passes(masks: dict[str, int], test: Test) -> bool:
    """Whether a test passes for every value that is left."""
    key, mask = test
    return not masks[key] & ~mask


def _escape(masks: dict[str, int], clauses: list[Sequence[Test]], budget: Budget) -> dict[str, int] | None:
    while True:
        budget.spend(1 + len(clauses))
        open_clauses: list[list[Test]] = []
        forced: Test | None = None
        for clause in clauses:
            if any(_passes(masks, test) for test in clause):
                continue
            ways = [(key, mask) for key, mask in clause if masks[key] & mask]
            if not ways:
                return None
            if len(ways) == 1 and forced is None:
                forced = ways[0]
            open_clauses.append(ways)
        if not open_clauses:
            return masks
        if forced is None:
            break
        masks[forced[0]] &= forced[1]
        clauses = list(open_clauses)
    shortest = min(open_clauses, key=len)
    for key, mask in shortest:
        found = _escape({**masks, key: masks[key] & mask}, list(open_clauses), budget)
        if found is not None:
            return found
    return None
