"""What would make a failure pass, as data: checks say it, and know no language. `fix` turns it into edits."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING

from s3lint.record import Struct

if TYPE_CHECKING:
    from s3lint.aws.node import Node

Value = bool | int | str


class Setting(Struct, frozen=True):
    """A value for a field of a control that is there: the field knows where it stands, or would have to."""

    node: Node
    field: str
    value: Value


class Companion(Struct, frozen=True):
    """A control that the bucket lacks, with the values of its fields."""

    kind: type[Node]
    values: Mapping[str, Value]


class Denial(Struct, frozen=True):
    """A statement of the bucket's policy that denies S3 to everyone under a condition: operator, key, value."""

    what: str  # what it denies, in a few words
    sid: str
    condition: tuple[str, str, str]
    actions: str = "s3:*"


class Removal(Struct, frozen=True):
    """That something goes: a whole control that has a resource of its own, or a setting of a resource."""

    node: Node
    field: str = ""


class Kept(Struct, frozen=True):
    """That removing its code leaves a resource and what it holds."""

    node: Node


def aborting_uploads() -> Companion:
    """A lifecycle rule that aborts multipart uploads after a week."""
    from s3lint.aws.kinds import LifecycleRule

    return Companion(LifecycleRule, {"status": "Enabled", "abort_days": 7})


Wanted = Setting | Companion | Denial | Removal | Kept


class Safety(Struct, frozen=True):
    """How safe an edit is, and why: what it may take away, or why there is none."""

    level: str  # safe, unsafe, none
    why: str

    @staticmethod
    def of(text: str) -> Safety:
        """`LEVEL: WHY`, as checks write it."""
        level, _, why = text.partition(": ")
        return Safety(level, why)


class Replaced(Struct, frozen=True):
    """One replacement of a fix as plain data: a place, ends exclusive, and what stands there afterwards."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    text: str


@dataclasses.dataclass(frozen=True, slots=True)
class Fix:
    """An edit that proved itself, as plain data: what reports show of it."""

    title: str
    safety: str  # safe, unsafe
    why: str  # what it may take away
    replaced: tuple[Replaced, ...] = ()
    # the same as whole lines of each file, and as a patch; nothing of files that hold values
    lines: tuple[Replaced, ...] = dataclasses.field(default=(), compare=False)
    diff: str = dataclasses.field(default="", compare=False)
