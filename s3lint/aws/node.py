"""What all nodes of the graph have in common, and the one that stands for what could not be read."""

from __future__ import annotations

from s3lint.record import Struct
from s3lint.source import Span
from s3lint.values import ALWAYS, Call, Fact, Guard, Reason, Resource, join_guards


class Node(Struct, eq=False, kw_only=True):
    """Something that a resource states. `at` is the block that states it (the resource itself where None)."""

    resource: Resource
    at: Span | None = None
    own_guard: Guard = ALWAYS  # when this part of the resource is there

    @property
    def address(self) -> str:
        """The resource's address."""
        return self.resource.address

    @property
    def header(self) -> Span | None:
        """Where it is stated, narrowly."""
        return self.at or self.resource.header

    @property
    def span(self) -> Span | None:
        """The whole resource's block."""
        return self.resource.span

    @property
    def calls(self) -> tuple[Call, ...]:
        """The module calls or stacks that lead to it."""
        return self.resource.calls

    @property
    def display(self) -> str:
        """A friendlier name, where there is one."""
        return self.resource.display

    @property
    def exists(self) -> Fact:
        """Whether the resource exists."""
        return self.resource.exists

    @property
    def guard(self) -> Guard:
        """When it is there (an impossible one never is made a node)."""
        return join_guards((self.resource.guard, self.own_guard)) or ALWAYS


class Unseen(Node, eq=False, kw_only=True):
    """Something that may state controls but could not be read; `kinds` None: controls of any kind."""

    reasons: tuple[Reason, ...]
    kinds: tuple[type[Node], ...] | None = None
