"""A request that policies allow, and how it is told: with the context that it depends on, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.policy import keys
from s3lint.policy.circumstances import NOW
from s3lint.policy.conditions import Given
from s3lint.policy.document import Statement
from s3lint.policy.placeholders import shown
from s3lint.policy.requesters import World
from s3lint.record import Struct

_FOLLOWING = ("owner-account", "access-point")  # from the bucket and the access point, which are told


class Request(Struct, frozen=True):
    """A concrete request, and the statement of each layer that allows it."""

    world: World
    action: str
    resource: str
    context: dict[str, Given]
    allowed_by: tuple[Statement, ...]
    decisive: frozenset[str] = frozenset()  # the keys of the context without whose values it might be refused

    @property
    def caller(self) -> str:
        """Who makes it."""
        return self.world.requester.label

    @property
    def call(self) -> str:
        """What it does, on what, with which context."""
        through = self.world.through
        via = f" through {shown(through.arn)}" if through else self._by_endpoint()
        written = {c.key.lower(): c.key for s in self.allowed_by for c in s.conditions}
        carried = [f"{written.get(key) or keys.spelled(key)}={_joined(value)}" for key, value in self.told()]
        context = f" with {' '.join(carried)}" if carried else ""
        return f"{self.action} on {shown(self.resource)}{via}{context}"

    def told(self) -> Iterator[tuple[str, str | tuple[str, ...]]]:
        """The values that are worth telling: without them the answer might be another, and few requests have them."""
        for key, value in sorted(self.context.items()):
            if value is not None and key in self.decisive and not self._goes_without_saying(key, value):
                yield key, value

    def _goes_without_saying(self, key: str, value: Given) -> bool:
        kind, requester = keys.kind(key), self.world.requester
        if kind in keys.OF_REQUESTERS and requester.is_told:
            return True
        if kind == "unique-id" and requester.kind == "anonymous":
            return True
        return kind in _FOLLOWING or value == keys.ordinary(key) or (kind == "time" and value == NOW)

    def _by_endpoint(self) -> str:
        """Requests through a VPC endpoint have no public address."""
        matters = self.world.network == "endpoint" and "aws:sourceip" in self.decisive
        return " through a VPC endpoint" if matters else ""


def _joined(value: str | tuple[str, ...]) -> str:
    return shown(",".join(value) if isinstance(value, tuple) else value)
