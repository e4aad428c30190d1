"""What a resource's adapter said to a builder, said again where the same resource comes into another graph.

Only resources of which something is kept (`Resource.kept`) can come again. An adapter knows nothing but the resource,
and nodes do not change when they are made.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from s3lint.aws.adapter import Builder
from s3lint.aws.section import Section
from s3lint.record import Struct, fields
from s3lint.values import Resource

Adapt = Callable[[Section, Builder], None]


class _Said(Struct):
    """What was said, and of what."""

    of: tuple[Any, ...]
    calls: list[tuple[str, tuple[Any, ...], dict[str, Any]]]


_SAID = "nodes"
_parts = attrgetter(*(name for name in fields(Resource) if name not in ("hangs_on", "kept")))


class _Listening:
    """Passes on what is said, and notes it."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self.calls: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = []

    def __getattr__(self, name: str) -> Callable[..., Any]:
        say = getattr(self._builder, name)

        def said(*arguments: Any, **named: Any) -> Any:
            self.calls.append((name, arguments, named))
            return say(*arguments, **named)

        return said


def adapt(resource: Resource, adapter: Adapt, builder: Builder) -> None:
    """Says what a resource states."""
    if resource.kept is None:
        adapter(Section.of(resource), builder)
        return
    now, said = _parts(resource), resource.kept.get(_SAID)
    if isinstance(said, _Said) and all(a is b for a, b in zip(said.of, now, strict=True)):
        for name, arguments, named in said.calls:
            getattr(builder, name)(*arguments, **named)
        return
    listening = _Listening(builder)
    adapter(Section.of(resource), listening)
    resource.kept[_SAID] = _Said(now, listening.calls)
