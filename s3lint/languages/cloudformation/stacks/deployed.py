"""A template that a resource of another language deploys: what it is named through, and what it is given."""

from __future__ import annotations

from collections.abc import Mapping as Names

from s3lint.aws.wrappers import STACK_SETS
from s3lint.languages.cloudformation.evaluate.stack import Stack
from s3lint.record import Struct, field, replace
from s3lint.values import Call, Fact, Guard, Mapping, Reason, Resource, Unknown, Value
from s3lint.values.place import NOWHERE, Place


class Deployed(Struct, frozen=True):
    """The resource that deploys the template, and the parameters that it hands over."""

    by: Resource
    given: Value
    places: Names[str, Place] = field(default_factory=dict)

    @property
    def prefix(self) -> str:
        """What stands before the logical ids of the template."""
        return f"{self.by.address}/"

    @property
    def own_place(self) -> dict[str, Place]:
        """The accounts and regions of a stack set, which are not where the set itself is."""
        if self.by.type not in STACK_SETS:
            return {}
        return {self.by.address: replace(NOWHERE, name=f"the stack set {self.by.address}")}

    @property
    def place(self) -> str:
        """Where the template's resources are: with what deploys it, but for the instances of a stack set."""
        return next(iter(self.own_place), self.by.provider)

    @property
    def exists(self) -> Fact:
        """The template's resources exist where the stack does."""
        return self.by.exists

    @property
    def guard(self) -> Guard:
        """The open conditions of the stack."""
        return self.by.guard

    @property
    def calls(self) -> tuple[Call, ...]:
        """What leads to the template's resources: the stack, and the modules around it."""
        return (*self.by.calls, Call(self.by.address, self.by.header))

    @property
    def bindings(self) -> dict[str, Value]:
        """The parameters that are given by name."""
        return dict(self.given.entries) if isinstance(self.given, Mapping) else {}

    def bind_rest(self, stack: Stack) -> None:
        """Where not all that is given can be seen, any other parameter may be given too: it is not its default."""
        reason = self._open()
        if reason is not None:
            for name in stack.section("Parameters"):
                stack.bindings.setdefault(name, Unknown(reason, span=reason.span))

    def _open(self) -> Reason | None:
        if isinstance(self.given, Mapping):
            return self.given.open
        if isinstance(self.given, Unknown):
            return self.given.reason
        return Reason("unread", f"{self.by.address}.parameters", "is not a map that is known", self.given.span)
