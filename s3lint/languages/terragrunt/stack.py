"""Stacks: the units that a `terragrunt.stack.hcl` declares, directly and through other stacks.

A unit is the configuration of its source, read as if it lay in the stack's folder, with the values that it is given.
https://docs.terragrunt.com/reference/hcl/blocks/#unit
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from s3lint.languages.terraform.configuration.content import Nested
from s3lint.languages.terraform.configuration.locate import Nowhere, unknown_source
from s3lint.languages.terraform.types.build import object_of, text
from s3lint.languages.terraform.types.inspect import is_null, is_wholly_known
from s3lint.languages.terragrunt.config import Config
from s3lint.languages.terragrunt.document import Document, blocks_in
from s3lint.languages.terragrunt.layers import Block
from s3lint.languages.terragrunt.names import STACK_AUTOINCLUDE, STACKS, UNITS, config_in
from s3lint.languages.terragrunt.paths import absolute
from s3lint.languages.terragrunt.reading import Reading
from s3lint.languages.terragrunt.sources import is_elsewhere, local_folder
from s3lint.record import Struct
from s3lint.source import Diagnostic, Span, is_inside, join
from s3lint.values import Mapping, Reason, Scalar, Unknown, Value, text_of

GENERATED = ".terragrunt-stack"
MAX_NESTING = 10
MAX_UNITS = 1_000


class Component(Struct, frozen=True):
    """A unit or stack of a stack: where it stands, what it is made of, and what it is given."""

    kind: str  # unit, stack
    name: str
    folder: str  # where it is generated
    origin: str | None  # the folder of the tree that its files come from; None: not here
    why: str  # why it is not here
    is_remote: bool  # terragrunt fetches it
    source: Span
    values: Mapping | None
    block: Block


class Stack:
    """A stack file, read for the folder that it stands in."""

    def __init__(self, config: Config, injected: tuple[Block, ...] = ()) -> None:
        self.config = config
        self.folder = config.folder
        self.path = config.path
        self.problems: list[Diagnostic] = []
        self._injected = injected  # units and stacks that a stack around it adds

    @cached_property
    def components(self) -> list[Component]:
        """Its units and stacks. A later one of the same name stands in place of an earlier one."""
        blocks = self._blocks()
        self._name_paths(blocks)
        return [made for (kind, name), block in blocks.items() if (made := self._component(kind, name, block))]

    def note_limit(self, place: Span) -> None:
        """Note that not all is read that stacks make."""
        said = f"more than {MAX_UNITS} units, or stacks in {MAX_NESTING} others: s3lint does not read the rest"
        self._note("S3L905", said, place)

    def _blocks(self) -> dict[tuple[str, str], Block]:
        readings = [self.config.main]
        readings += [include.reading for include in self.config.includes if include.reading is not None]
        beside = join(self.folder, STACK_AUTOINCLUDE) or STACK_AUTOINCLUDE
        if self.config.tree.is_file(beside) and not self._injected:
            added = Reading(self.config, beside, self.config.tools.document(beside))
            added.outer = self.config.main
            readings.append(added)
        blocks = {
            (kind, name): Block(self.config.main if reading.is_included else reading, block)
            for reading in readings
            for kind in ("unit", "stack")
            for name, block in reading.document.blocks(kind)
        }
        return blocks | {(block.nested.type, block.nested.labels[0]): block for block in self._injected}

    def _name_paths(self, blocks: dict[tuple[str, str], Block]) -> None:
        """`unit.NAME.path` and `stack.NAME.path`: where the others are generated."""
        paths: dict[str, dict[str, Value]] = {"unit": {}, "stack": {}}
        for (kind, name), block in blocks.items():
            folder = self._folder(block)
            if folder is not None:
                paths[kind][name] = object_of({"path": text(absolute(folder))})
        for reading in {id(block.reading): block.reading for block in blocks.values()}.values():
            reading.names |= {kind: object_of(named) for kind, named in paths.items()}

    def _folder(self, block: Block) -> str | None:
        """Where a component is generated; None where that is not known or not allowed."""
        where = block.argument("path")
        known = text_of(where) if where is not None else None
        if known is None or known.startswith("/"):
            return None
        base = self.folder if _is_true(block.argument("no_dot_terragrunt_stack")) else join(self.folder, GENERATED)
        folder = join(base or self.folder, known)
        return folder if folder is not None and base is not None and is_inside(folder, base) else None

    def _component(self, kind: str, name: str, block: Block) -> Component | None:
        if _is_false(block.argument("enabled")):
            return None
        if any(True for _ in block.nested.content.nested("expansion")):
            self._note("S3L907", f"s3lint does not expand {kind} {name!r} of the stack", block.nested.header)
            return None
        folder = self._folder(block)
        if folder is None:
            self._note("S3L901", f"the path of {kind} {name!r} is not known, or leaves the stack", block.nested.header)
            return None
        argument = block.nested.content.arguments.get("source")
        place = argument.value_span if argument is not None else block.nested.header
        origin, why, is_remote = self._origin(block, folder)
        return Component(kind, name, folder, origin, why, is_remote, place, _values(block), block)

    def _origin(self, block: Block, folder: str) -> tuple[str | None, str, bool]:
        """The folder that a component's files come from, or why it is not here, and whether terragrunt fetches it."""
        value = block.argument("source")
        known = text_of(value) if value is not None else None
        if known is None:
            is_missing = value is None or is_wholly_known(value)
            return None, "has no source" if value is None or is_missing else unknown_source(value), not is_missing
        tree = self.config.tree
        own = self.config.tools.own_folder(known, self.folder)
        if isinstance(own, Nowhere) or (own is None and is_elsewhere(known)):
            if tree.is_folder(folder):  # terragrunt has generated it before
                return folder, "", False
            why = own.why if own is not None else "is not on disk (terragrunt would fetch it)"
            return None, f"comes from {known}, which {why}", True
        place = own or local_folder(known, self.folder)
        if place is None:
            return None, f"comes from {known}, which is outside the scanned tree", False
        names = UNITS if block.nested.type == "unit" else STACKS
        if config_in(tree, place, names) is None:
            return None, f"comes from {place}, which has no {names[0]}", False
        return place, "", False

    def _note(self, code: str, message: str, place: Span) -> None:
        self.problems.append(Diagnostic.at(code, message, place, left_out="part of a stack"))


def _values(block: Block) -> Mapping | None:
    """The values that a component is given; without them it may have a file of its own."""
    value = block.argument("values")
    if value is None or is_null(value):
        return None
    if isinstance(value, Mapping):
        return value
    reason = value.reason if isinstance(value, Unknown) else Reason("unread", "values", "are not known", value.span)
    return Mapping({}, {}, "object", reason, span=value.span)


def injected_reading(config: Config, component: Component) -> Reading | None:
    """What the `autoinclude` block of a unit adds to its configuration: names are those of the stack file."""
    found = next(component.block.nested.content.nested("autoinclude"), None)
    if found is None:
        return None
    outer = component.block.reading
    reading = Reading(config, outer.path, Document(outer.document.source, found.content))
    reading.outer = outer
    return reading


def injected_blocks(component: Component) -> tuple[Block, ...]:
    """The units and stacks that the `autoinclude` block of a stack adds to it."""
    found = next(component.block.nested.content.nested("autoinclude"), None)
    return tuple(_components_in(component.block.reading, found)) if found is not None else ()


def _components_in(reading: Reading, block: Nested) -> Iterator[Block]:
    yield from (Block(reading, one) for kind in ("unit", "stack") for _, one in blocks_in(block.content, kind))


def _is_true(value: Value | None) -> bool:
    return isinstance(value, Scalar) and str(value.data).lower() == "true"


def _is_false(value: Value | None) -> bool:
    return isinstance(value, Scalar) and str(value.data).lower() == "false"
