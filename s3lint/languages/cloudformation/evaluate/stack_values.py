"""What evaluation may ask of the stack that it belongs to: handed in, so that it need not know how one is opened."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from s3lint.languages.cloudformation.evaluate.world import World
from s3lint.languages.cloudformation.reading import Map
from s3lint.source import Source, Span
from s3lint.values import Reason, Value


class ParameterValues(Protocol):
    """The parameters of a stack."""

    def declares(self, name: str) -> bool:
        """Whether the template has such a parameter."""

    def has_text(self, name: str) -> bool:
        """Whether a parameter is never empty."""

    def value(self, name: str) -> Value:
        """The value of a declared parameter."""


class Variables(Protocol):
    """Variables of a tool that writes templates, where they are left in their texts: those that are not known."""

    def parts(self, text: str, span: Span | None) -> Iterator[str | tuple[str, Reason]]:
        """A text cut at its variables, each with the reason why it is not known."""


class StackValues(Protocol):
    """One template as it is deployed."""

    world: World
    source: Source
    root: Map
    bindings: dict[str, Value]
    variables: Variables | None
    foreign: list[tuple[int, int]]
    hangs_on: frozenset[str]
    place: str

    @property
    def path(self) -> str:
        """The file that the template stands in."""

    @property
    def is_root(self) -> bool:
        """Whether no other stack contains it."""

    @property
    def parameters(self) -> ParameterValues:
        """Its parameters."""

    def section(self, name: str) -> Map:
        """A top-level section with its loops and includes expanded; empty where there is none."""

    def qualified(self, name: str) -> str:
        """A name of this stack as the configuration knows it."""

    def question(self, name: str) -> str:
        """What a guard calls a parameter."""

    def is_open(self, name: str) -> bool:
        """Whether a name is a parameter or pseudo parameter that a deployment chooses freely."""

    def type_of(self, name: str) -> str | None:
        """The type of a resource, or None where the template has no such resource."""

    def refer(self, name: str) -> None:
        """A resource is referred to: what refers to it hangs on what decides whether it exists."""

    def child(self, name: str) -> StackValues | None:
        """The nested stack of a resource, where its template can be read."""

    def output(self, name: str) -> Value | None:
        """The value of an output."""
