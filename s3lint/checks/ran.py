"""The checks that ran, known by their codes: the checks themselves are imported when one is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import overload

from s3lint.checks.model import Check


@dataclass(frozen=True, slots=True)
class Ran(Sequence[Check]):
    """Checks of the catalogue. They are counted without importing it."""

    codes: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.codes)

    @overload
    def __getitem__(self, index: int) -> Check: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Check]: ...

    def __getitem__(self, index: int | slice) -> Check | Sequence[Check]:
        from s3lint.checks.catalogue import by_code

        if isinstance(index, slice):
            return Ran(self.codes[index])
        return by_code()[self.codes[index]]
