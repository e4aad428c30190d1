"""What adapters ask of a resource: each is let read a body in which everything stands, and then things are left out.

So what the page says is read cannot differ from what is read. Nothing of this takes part in a run.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from s3lint.aws.node import Node
from s3lint.aws.resource_type import ResourceType
from s3lint.aws.section import Section
from s3lint.aws.spellings import Path, Steps, spelling_of
from s3lint.source import Span
from s3lint.values import Mapping, Reason, Resource, Scalar, Value
from s3lint.values.setting import Setting

N = TypeVar("N", bound=Node)
Asked = dict[Steps, bool]
"""Paths that something asks for, and whether what stands there is handed on whole; a block is only looked into."""

_NOTHING = Mapping({}, {})


def asked(one: ResourceType, name: str) -> Asked:
    """What is asked of a type under one of its names, without the blocks on the way to it."""
    found: Asked = {steps: True for at in one.also for steps in spelling_of(name).steps(at)}
    tried: set[frozenset[Steps]] = set()
    left_out = [frozenset[Steps]()]
    while left_out and one.adapt is not None:
        absent = left_out.pop()
        if absent not in tried:
            tried.add(absent)
            one.adapt(_body(name, found, absent), _Nobody())
            last = frozenset(_ends(found))
            left_out += [last, *(frozenset({steps}) for steps in last), *(last - {steps} for steps in last)]
    return {steps: found[steps] for steps in _ends(found)}


def _ends(found: Asked) -> Iterable[Steps]:
    above = {steps[:length] for steps in found for length in range(len(steps))}
    return sorted(found.keys() - above)


def _body(name: str, found: Asked, absent: frozenset[Steps]) -> Section:
    spelling = spelling_of(name)
    language = "terraform" if spelling.is_terraform else spelling.name
    resource = Resource(language, name, name, name, None, None, evaluate=lambda: _NOTHING)
    return _Watched(resource, _NOTHING, spelling, found=found, absent=absent)


@dataclass(frozen=True, slots=True)
class _Watched(Section):
    """A section that has whatever it is asked for, but for what is absent, and notes the question."""

    above: Steps = ()
    found: Asked = field(default_factory=dict)
    absent: frozenset[Steps] = frozenset()

    def get(self, at: Path) -> Value | None:
        return self.setting(at).value

    def setting(self, at: Path, *, default: bool | str | None = None, where: Span | None = None) -> Setting:
        for steps in self.spelling.steps(at):
            if self._has(steps, whole=True):
                return Setting(steps[-1], Scalar("asked"), where, default)
        return Setting(self.spelling.label(at), None, where, default)

    def sections(self, at: Path) -> tuple[list[Section], tuple[Reason, ...]]:
        return [self._inner(steps) for steps in self.spelling.steps(at) if self._has(steps, whole=False)], ()

    def _has(self, steps: Steps, *, whole: bool) -> bool:
        full = (*self.above, *steps)
        self.found[full] = self.found.get(full, False) or whole
        return full not in self.absent

    def _inner(self, steps: Steps) -> Section:
        above = (*self.above, *steps)
        return _Watched(self.resource, self.value, self.spelling, above=above, found=self.found, absent=self.absent)


class _Nobody:
    """A builder that makes nothing of what it is told."""

    def add(self, node: N) -> N:
        return node

    def __getattr__(self, name: str) -> Any:
        return lambda *given, **more: None
