"""What adapters ask of a resource: each is let read a body in which everything stands, and then things are left out.

So what the page says is read cannot differ from what is read. Nothing of this takes part in a run.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple, TypeVar

from s3lint.aws.node import Node
from s3lint.aws.resource_type import ResourceType
from s3lint.aws.section import Section
from s3lint.aws.spellings import Path, Steps, spelling_of
from s3lint.record import replace
from s3lint.source import Span
from s3lint.values import Mapping, Reason, Resource, Scalar, Unknown, Value
from s3lint.values.setting import Setting

N = TypeVar("N", bound=Node)
Asked = dict[Steps, bool]
"""Paths that something asks for, and whether what stands there is handed on whole; a block is only looked into."""

_NOTHING = Mapping({}, {})
_KNOWN, _UNKNOWN = Scalar("known"), Unknown(Reason("unread", "asked", "is not known"))


def asked(one: ResourceType, name: str) -> Asked:
    """What is asked of a type under one of its names, without the blocks on the way to it."""
    found: Asked = {steps: True for at in one.also for steps in spelling_of(name).steps(at)}
    tried: set[frozenset[Steps]] = set()
    left_out = [frozenset[Steps]()]
    while left_out and one.adapt is not None:
        absent = left_out.pop()
        if absent not in tried:
            tried.add(absent)
            for value in (_KNOWN, _UNKNOWN):  # what is asked under a condition, too
                one.adapt(_body(name, _Answers(found, absent, value)), _Nobody())
            last = frozenset(_ends(found))
            left_out += [last, *(frozenset({steps}) for steps in last), *(last - {steps} for steps in last)]
    return {steps: found[steps] for steps in _ends(found)}


def _ends(found: Asked) -> Iterable[Steps]:
    above = {steps[:length] for steps in found for length in range(len(steps))}
    return sorted(found.keys() - above)


class _Answers(NamedTuple):
    """What a body answers: a value for everything, but for what is absent; and what it was asked."""

    found: Asked
    absent: frozenset[Steps]
    value: Value

    def has(self, steps: Steps, *, whole: bool) -> bool:
        """Whether something stands at a path."""
        self.found[steps] = self.found.get(steps, False) or whole
        return steps not in self.absent


def _body(name: str, answers: _Answers) -> Section:
    spelling = spelling_of(name)
    language = "terraform" if spelling.is_terraform else spelling.name
    resource = Resource(language, name, name, name, None, None, evaluate=lambda: _NOTHING)
    return _Watched(resource, _NOTHING, spelling, answers=answers)


class _Watched(Section, frozen=True, kw_only=True):
    """A section that has whatever it is asked for."""

    answers: _Answers
    above: Steps = ()

    def get(self, at: Path) -> Value | None:
        return self.setting(at).value

    def setting(self, at: Path, *, default: bool | str | None = None, where: Span | None = None) -> Setting:
        for steps in self.spelling.steps(at):
            if self.answers.has((*self.above, *steps), whole=True):
                return Setting(steps[-1], self.answers.value, where, default)
        return Setting(self.spelling.label(at), None, where, default)

    def sections(self, at: Path) -> tuple[list[Section], tuple[Reason, ...]]:
        paths = [(*self.above, *steps) for steps in self.spelling.steps(at)]
        return [replace(self, above=path) for path in paths if self.answers.has(path, whole=False)], ()


class _Nobody:
    """A builder that makes nothing of what it is told."""

    def add(self, node: N) -> N:
        return node

    def __getattr__(self, name: str) -> Any:
        return lambda *given, **more: None
