"""Rows of the table: a setting of a node, where each language writes it, and what absence means in each."""

from __future__ import annotations

from typing import Any, Generic, NamedTuple, TypeVar

from s3lint.aws.adapter import Builder
from s3lint.aws.node import Node
from s3lint.aws.section import Section
from s3lint.aws.spellings import Path, path
from s3lint.values import Value
from s3lint.values.setting import Setting

N = TypeVar("N", bound=Node)
Absence = bool | str | None


class Absent(NamedTuple):
    """What an absent value means, where the languages differ."""

    cloudformation: Absence
    terraform: Absence


class Row(NamedTuple):
    """A setting of a node: its field, its path, and the value that counts where it is absent."""

    field: str
    at: Path
    absent: Absent

    def of(self, section: Section) -> Setting:
        """The setting as a section has it."""
        return section.setting(self.at, default=section.spelling.choose(*self.absent))


def row(field: str, cloudformation: str = "", terraform: str | None = None, *, absent: Absence | Absent = None) -> Row:
    """A row of the table; paths as in `path`."""
    both = absent if isinstance(absent, Absent) else Absent(absent, absent)
    return Row(field, path(cloudformation, terraform), both)


class Rows(Generic[N]):
    """All rows of one kind of node; `under` is where the section of a part stands in the resource that holds it."""

    def __init__(self, kind: type[N], *rows: Row, under: Path | None = None) -> None:
        self.kind = kind
        self.rows = rows
        self.under = under

    def below(self, under: Path) -> Rows[N]:
        """The same rows as a part of another resource."""
        return Rows(self.kind, *self.rows, under=under)

    def but(self, *other: Row) -> Rows[N]:
        """The same rows with some written otherwise."""
        changed = {row.field: row for row in other}
        return Rows(self.kind, *(changed.get(row.field, row) for row in self.rows))

    def node(self, section: Section, **more: Any) -> N:
        """The node that a section states."""
        settings = {row.field: row.of(section) for row in self.rows}
        return self.kind(resource=section.resource, at=section.at, own_guard=section.guard, **{**settings, **more})

    def governing(self, body: Section, at: Path, over: Node | Value | None, builder: Builder) -> list[N]:
        """The nodes that the sections at a path state, added as controls over a bucket along with what is unseen."""
        sections, opened = body.sections(at)
        nodes = [self.node(section) for section in sections]
        for node in nodes:
            builder.govern(node, over)
        builder.unseen(body.resource, opened, self.kind, over)
        return nodes
