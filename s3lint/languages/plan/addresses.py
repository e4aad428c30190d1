"""Addresses: `module.a["x"].aws_s3_bucket.this[0].id` and its parts."""

from __future__ import annotations

import json
from collections.abc import Sequence

from s3lint.lazy import lazy_re
from s3lint.record import Struct

Key = int | str | None

_STEP = lazy_re(r'([^.\[\]"]+)|\[((?:"(?:[^"\\]|\\.)*")|[^\]"]*)\]|\.')


class Step(Struct, frozen=True):
    """A name with the instance key that follows it."""

    name: str
    key: Key = None


def steps(address: str) -> list[Step]:
    """The steps of an address or reference; an index that is not a literal counts as none."""
    found: list[Step] = []
    for match in _STEP.finditer(address):
        if match[1] is not None:
            found.append(Step(match[1]))
        elif match[2] is not None and found:
            found[-1] = Step(found[-1].name, _key(match[2]))
    return found


def _key(text: str) -> Key:
    if text.isdigit() and len(text) < 10:
        return int(text)
    if text.startswith('"'):
        try:
            return str(json.loads(text))
        except ValueError:
            return None
    return None


def suffix(key: Key) -> str:
    """An instance key as an address has it."""
    if key is None:
        return ""
    if isinstance(key, int):
        return f"[{key}]"
    # Terraform quotes as its own language does: a sequence that is no sequence is doubled
    quoted = json.dumps(key, ensure_ascii=False).replace("${", "$${").replace("%{", "%%{")
    return f"[{quoted}]"


class ModulePath(Struct, frozen=True):
    """A module instance: the calls that lead to it, outermost first; empty for the root."""

    calls: tuple[Step, ...] = ()

    @staticmethod
    def of(address: str) -> ModulePath:
        """The module instance that an address such as `module.a["x"].module.b` names."""
        parts = steps(address)
        return ModulePath(tuple(parts[1::2]))

    @property
    def prefix(self) -> str:
        """What stands before the resource in the address."""
        return "".join(f"module.{step.name}{suffix(step.key)}." for step in self.calls)

    def below(self, name: str, key: Key) -> ModulePath:
        """The instance of a module called from here."""
        return ModulePath((*self.calls, Step(name, key)))

    @property
    def parent(self) -> ModulePath:
        """The caller."""
        return ModulePath(self.calls[:-1])

    @property
    def names(self) -> Sequence[str]:
        """The names of the calls, without keys."""
        return [step.name for step in self.calls]
