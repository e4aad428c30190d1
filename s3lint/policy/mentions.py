"""The values that a policy compares a key with, and what a stranger may have in their place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from s3lint.policy.glob import example, is_wild
from s3lint.policy.placeholders import FRESH, stranger
from s3lint.policy.requesters import World

"""A name that no policy mentions."""
FOREIGN_PATH = f"o-{stranger('outside9')}/r-{stranger('root9')}/ou-{stranger('root9')}-{stranger('unit9')}/"
"""The place of a stranger's account in an organization."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A value that the policy compares a key with."""

    test: str
    value: str
    linked: bool = False  # it comes from a policy variable

    @property
    def is_wild(self) -> bool:
        """Whether it matches several texts."""
        return self.test in ("like", "arn") and is_wild(self.value)


def assigned(
    own: str | None, world: World, mentions: list[Mention], fill: str | None, power: str = ""
) -> Iterator[str | None]:
    """Ids that AWS assigns: a stranger has its own, and what a wildcard leaves open."""
    if own:
        yield own
    for mention in mentions:
        if mention.is_wild:
            if fill or world.formal or (power or world.requester.power) == "any":
                yield example(mention.value, fill or FRESH)
        elif (power or world.requester.power) == "any" or (world.formal and mention.linked):
            yield mention.value
