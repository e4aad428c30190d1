"""What would make a failure pass, as data: checks say it, and know no language. `fix` turns it into edits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from s3lint.aws.node import Node

Value = bool | int | str


@dataclass(frozen=True, slots=True)
class Setting:
    """A value for a field of a control that is there: the field knows where it stands, or would have to."""

    node: Node
    field: str
    value: Value


@dataclass(frozen=True, slots=True)
class Companion:
    """A control that the bucket lacks, with the values of its fields."""

    kind: type[Node]
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Denial:
    """A statement of the bucket's policy that denies S3 to everyone under a condition: operator, key, value."""

    what: str  # what it denies, in a few words
    sid: str
    condition: tuple[str, str, str]
    actions: str = "s3:*"


@dataclass(frozen=True, slots=True)
class Removal:
    """That something goes: a whole control that has a resource of its own, or a setting of a resource."""

    node: Node
    field: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """That removing its code leaves a resource and what it holds."""

    node: Node


def aborting_uploads() -> Companion:
    """A lifecycle rule that aborts multipart uploads after a week."""
    from s3lint.aws.kinds import LifecycleRule

    return Companion(LifecycleRule, {"status": "Enabled", "abort_days": 7})


Wanted = Setting | Companion | Denial | Removal | Kept


@dataclass(frozen=True, slots=True)
class Safety:
    """How safe an edit is, and why: what it may take away, or why there is none."""

    level: str  # safe, unsafe, none
    why: str

    @staticmethod
    def of(text: str) -> Safety:
        """`LEVEL: WHY`, as checks write it."""
        level, _, why = text.partition(": ")
        return Safety(level, why)


@dataclass(frozen=True, slots=True)
class Replaced:
    """One replacement of a fix as plain data: a place, ends exclusive, and what stands there afterwards."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """An edit that proved itself, as plain data: what reports show of it."""

    title: str
    safety: str  # safe, unsafe
    why: str  # what it may take away
    replaced: tuple[Replaced, ...] = ()
    # the same as whole lines of each file, and as a patch; nothing of files that hold values
    lines: tuple[Replaced, ...] = field(default=(), compare=False)
    diff: str = field(default="", compare=False)
