"""The files that make one configuration, and what they say together.

https://docs.terragrunt.com/reference/hcl/blocks/#include
"""

from __future__ import annotations

from collections.abc import Sequence as Items

from s3lint.languages.terraform.configuration.content import Argument, Nested
from s3lint.languages.terraform.types.build import object_of
from s3lint.languages.terraform.types.inspect import is_null
from s3lint.languages.terragrunt.document import blocks_in
from s3lint.languages.terragrunt.merge import DEEP, merged
from s3lint.languages.terragrunt.reading import Reading
from s3lint.record import Struct
from s3lint.values import Mapping, Value


class Layer(Struct, frozen=True):
    """One of the files that are merged, and how all that is stronger is merged with it."""

    reading: Reading
    strategy: str


class Block(Struct, frozen=True):
    """A block, and the file that says what its names mean."""

    reading: Reading
    nested: Nested

    def argument(self, name: str) -> Value | None:
        """The value of one of its arguments."""
        return self.reading.argument(self.nested.content, name)

    def as_object(self) -> Mapping:
        """All its arguments."""
        arguments = self.nested.content.arguments
        return object_of({name: self.reading.value(argument) for name, argument in arguments.items()})


class Layers:
    """Files that are merged, the weakest first."""

    def __init__(self, layers: Items[Layer]) -> None:
        self._layers = tuple(layers)

    @property
    def readings(self) -> list[Reading]:
        """The files, the weakest first."""
        return [layer.reading for layer in self._layers]

    def merged(self, name: str) -> Value | None:
        """A map that is merged: `inputs`."""
        made: Value | None = None
        for layer in reversed(self._layers):
            made = merged(layer.reading.attribute(name), made, layer.strategy)
        return made

    def strongest(self, name: str) -> Value | None:
        """An attribute that the strongest file that has it decides."""
        found = (layer.reading.attribute(name) for layer in reversed(self._layers))
        return next((value for value in found if value is not None and not is_null(value)), None)

    def blocks(self, kind: str) -> list[Block]:
        """The blocks of a type, the weakest first."""
        return [Block(reading, n) for reading in self.readings for n in reading.document.content.nested(kind)]

    def block(self, kind: str) -> Block | None:
        """A block of which the strongest file's counts."""
        return next(reversed(self.blocks(kind)), None)

    def labelled(self, kind: str) -> dict[str, Block]:
        """The labelled blocks of a type: of each label that of the strongest file."""
        return {name: found[-1] for name, found in self.gathered(kind).items()}

    def gathered(self, kind: str) -> dict[str, tuple[Block, ...]]:
        """The labelled blocks of a type with those of weaker files that they are merged with, where that is deep."""
        found: dict[str, tuple[Block, ...]] = {}
        for layer in reversed(self._layers):
            own = {name: Block(layer.reading, block) for name, block in layer.reading.document.blocks(kind)}
            merged_with = own if layer.strategy == DEEP else own.keys() - found
            found |= {name: (block, *found.get(name, ())) for name, block in own.items() if name in merged_with}
        names = dict.fromkeys(name for reading in self.readings for name, _ in reading.document.blocks(kind))
        return {name: found[name] for name in names}

    def terraform(self, name: str) -> tuple[Argument, Reading] | None:
        """An argument of the `terraform` block, which is merged argument by argument."""
        for block in reversed(self.blocks("terraform")):
            if (found := block.nested.content.arguments.get(name)) is not None:
                return found, block.reading
        return None

    def extra_arguments(self) -> list[Block]:
        """The `extra_arguments` blocks in the order in which they are passed on."""
        found: dict[str, Block] = {}
        for block in self.blocks("terraform"):
            found |= {name: Block(block.reading, b) for name, b in blocks_in(block.nested.content, "extra_arguments")}
        return list(found.values())

    def objects(self, kind: str) -> dict[str, Value]:
        """The labelled blocks of a type as objects."""
        return {label: block.as_object() for label, block in self.labelled(kind).items()}
