"""A section: one block or mapping of a resource, from which adapters take settings and inner sections."""

from __future__ import annotations

from dataclasses import dataclass

from s3lint.source import Span
from s3lint.values import ALWAYS, Guard, Mapping, Reason, Resource, Sequence, Value, dig, join_guards, members
from s3lint.values.setting import Setting


@dataclass(frozen=True, slots=True)
class Section:
    """Part of a resource's body. `at` is None for the body itself; `guard` is when this part is there."""

    resource: Resource
    value: Value
    at: Span | None = None
    guard: Guard = ALWAYS

    @staticmethod
    def of(resource: Resource) -> Section:
        """The whole body of a resource."""
        return Section(resource, resource.body)

    @property
    def where(self) -> Span | None:
        """The narrow place that stands for it."""
        return self.at or self.resource.header

    def get(self, *path: str | int) -> Value | None:
        """The value at a path, or None."""
        return dig(self.value, *path)

    def setting(self, *path: str, default: bool | str | None = None, where: Span | None = None) -> Setting:
        """The setting at a path; its label is the last step."""
        return Setting(path[-1], self.get(*path), where or self.where, default)

    def sections(self, *path: str) -> tuple[list[Section], tuple[Reason, ...]]:
        """The blocks or mappings at a path, and why there may be more."""
        whole = self.get(*path)
        key = self._key_span(path[-1]) if len(path) == 1 and not isinstance(whole, Sequence) else None
        found = members(whole)
        inner = []
        for member in found.known:
            guard = join_guards((self.guard, member.guard))
            if guard is not None:
                inner.append(Section(self.resource, member.value, self._narrow(member.value, key), guard))
        return inner, found.open

    def nested(self, *names: str) -> tuple[list[Section], tuple[Reason, ...]]:
        """The sections at the end of several steps, each of which may be open itself."""
        found, opened = [self], list[Reason]()
        for name in names:
            inner = [section.sections(name) for section in found]
            found = [section for sections, _ in inner for section in sections]
            opened += [reason for _, reasons in inner for reason in reasons]
        return found, tuple(opened)

    def _key_span(self, key: str) -> Span | None:
        return self.value.keys.get(key) if isinstance(self.value, Mapping) else None

    def _narrow(self, value: Value, key: Span | None) -> Span | None:
        """A block's header line; a mapping's key where it has one of its own."""
        if isinstance(value, Mapping) and value.kind != "block" and key is not None:
            return key
        return value.span.first_line if value.span is not None else self.where
