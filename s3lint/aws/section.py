"""A section: one block or mapping of a resource, from which adapters take settings and inner sections."""

from __future__ import annotations

from s3lint.aws.spellings import Path, Spelling, Steps, spelling_of
from s3lint.record import Struct
from s3lint.source import Span
from s3lint.values import ALWAYS, Guard, Mapping, Reason, Resource, Sequence, Value, dig, join_guards, members
from s3lint.values.setting import Setting


class Section(Struct, frozen=True):
    """Part of a resource's body. `at` is None for the body itself; `guard` is when this part is there."""

    resource: Resource
    value: Value
    spelling: Spelling
    at: Span | None = None
    guard: Guard = ALWAYS

    @staticmethod
    def of(resource: Resource) -> Section:
        """The whole body of a resource."""
        return Section(resource, resource.body, spelling_of(resource.type))

    @property
    def where(self) -> Span | None:
        """The narrow place that stands for it."""
        return self.at or self.resource.header

    def get(self, at: Path) -> Value | None:
        """The value at a path, or None."""
        for steps in self.spelling.steps(at):
            found = dig(self.value, *steps)
            if found is not None:
                return found
        return None

    def setting(self, at: Path, *, default: bool | str | None = None, where: Span | None = None) -> Setting:
        """The setting at a path; its label is the last step."""
        for steps in self.spelling.steps(at):
            found = dig(self.value, *steps)
            if found is not None:
                return Setting(steps[-1], found, where or self.where, default)
        return Setting(self.spelling.label(at), None, where or self.where, default)

    def sections(self, at: Path) -> tuple[list[Section], tuple[Reason, ...]]:
        """The blocks or mappings at the end of a path, each step of which may be open, and why there may be more."""
        found: list[Section] = []
        opened: list[Reason] = []
        for steps in self.spelling.steps(at):
            more, reasons = self._along(steps)
            found += more
            opened += reasons
        return found, tuple(opened)

    def _along(self, steps: Steps) -> tuple[list[Section], list[Reason]]:
        found, opened = [self], list[Reason]()
        for name in steps:
            inner = [section._step(name) for section in found]
            found = [section for sections, _ in inner for section in sections]
            opened += [reason for _, reasons in inner for reason in reasons]
        return found, opened

    def _step(self, name: str) -> tuple[list[Section], tuple[Reason, ...]]:
        whole = dig(self.value, name)
        key = self._key_span(name) if not isinstance(whole, Sequence) else None
        found = members(whole)
        inner = []
        for member in found.known:
            guard = join_guards((self.guard, member.guard))
            if guard is not None:
                place = self._narrow(member.value, key)
                inner.append(Section(self.resource, member.value, self.spelling, place, guard))
        return inner, found.open

    def _key_span(self, key: str) -> Span | None:
        return self.value.keys.get(key) if isinstance(self.value, Mapping) else None

    def _narrow(self, value: Value, key: Span | None) -> Span | None:
        """A block's header line; a mapping's key where it has one of its own."""
        if isinstance(value, Mapping) and value.kind != "block" and key is not None:
            return key
        return value.span.first_line if value.span is not None else self.where
