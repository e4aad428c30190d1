"""Terragrunt as one of the languages: a root is a unit, in a folder of its own or made by a stack."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from s3lint.languages.frontend import Claim, Root
from s3lint.languages.terraform.frontend import Terraform
from s3lint.languages.terragrunt.names import OWN, is_configuration, is_stack, is_unit
from s3lint.record import replace
from s3lint.source import Tree, folder_of, name_of
from s3lint.source.recorded import RecordingTree
from s3lint.values import Configuration, Inputs
from s3lint.values.environment import Choice

if TYPE_CHECKING:
    from s3lint.languages.terragrunt.document import Documents
    from s3lint.languages.terragrunt.stack import Component
    from s3lint.languages.terragrunt.units import Units


class Terragrunt:
    """Units, whose modules Terraform's frontend has read once for all of them."""

    name = "terragrunt"
    made_of = frozenset({"terragrunt", "terraform"})
    selective = True

    def __init__(self, tree: Tree, terraform: Terraform) -> None:
        self._tree = tree
        self._terraform = terraform
        self._documents: Documents | None = None
        self._turn = -1  # in which the units were read that are known
        self._known: list[tuple[Inputs, Units]] = []

    def claims(self, path: str) -> Claim:
        """A unit and a stack are told by their names; what they include may have any other."""
        return Claim.YES if name_of(path) in OWN else Claim.NO

    def recognises(self, path: str, data: bytes) -> bool:
        """Whether a file that is named may be one that units include."""
        return is_configuration(path)

    def holds_parts(self, path: str, data: bytes) -> bool:
        """Never: units say what they include."""
        return False

    def too_large(self, size: int) -> str | None:
        """Never: reading tells."""
        return None

    def asks_for(self, path: str) -> str | None:
        """A unit's configuration decides about all of it."""
        return folder_of(path) if name_of(path) in OWN else None

    def holds_values(self, path: str, data: bytes) -> bool:
        """Never: it is code."""
        return False

    def roots(self, files: Sequence[str], inputs: Inputs) -> list[Root]:
        """The units among the folders of the files, and those that their stacks make."""
        units = self._units(inputs)
        components, stacks = units.made_by(file for file in files if is_stack(file))
        # what serves as the source of a stack's unit or stack is judged where it is used
        used = {one.origin for one in components if one.origin is not None and one.origin != one.folder}
        found = {one.folder: self._made(one, units) for one in components if one.kind == "unit" or one.origin is None}
        for stack in stacks:
            if stack.problems or stack.config.problems:
                found[stack.path] = Root(stack.path, self.name, folder=stack.folder)
        own = [folder for folder in sorted({folder_of(file) for file in files if is_unit(file)}) if folder not in used]
        parents = units.included_by(own)
        for folder in own:
            found.setdefault(folder, self._of_unit(folder, folder, units, is_parent=folder in parents))
        return [root for root in found.values() if root is not None]

    def _made(self, component: Component, units: Units) -> Root | None:
        if component.origin is None:
            return Root(component.folder, self.name, folder=folder_of(component.source.path))
        return self._of_unit(component.folder, folder_of(component.source.path), units, component.origin)

    def _of_unit(
        self, path: str, folder: str, units: Units, origin: str = "", *, is_parent: bool = False
    ) -> Root | None:
        from s3lint.languages.terragrunt.running import is_excluded

        unit = units.at(path)
        if unit is None or is_excluded(unit.config) or not unit.makes_something(is_parent=is_parent):
            return None
        taken = unit.takes_in() | ({origin} if origin else set())
        state = unit.state
        return Root(
            path,
            self.name,
            folder=folder,
            takes_in=taken,
            depends_on=units.depended_on(unit.config.depends_on()),
            keeps=state.keeps(unit.folder) if state is not None else (),
        )

    def text(self, path: str, inputs: Inputs) -> str:
        """That of a configuration, which may generate files, or of a module."""
        return self._terraform.text_of_file(path) if is_configuration(path) else self._terraform.text(path, inputs)

    def stands_alone(self, root: Root, inputs: Inputs) -> bool:
        """Always: it says what its module is given."""
        return True

    def load(self, root: Root, inputs: Inputs) -> list[Configuration]:
        """A unit's module, evaluated with what the unit gives to it; of a stack file what is wrong with it."""
        units = self._units(inputs)
        if is_stack(root.path):
            return [units.remarks(root.path)]
        unit = units.at(root.path)
        return [unit.load(inputs) if unit is not None else units.missing(root.path)]

    def choices(self, root: Root, inputs: Inputs) -> tuple[Choice, ...]:
        """None: a unit is one environment of its module."""
        return ()

    def _units(self, inputs: Inputs) -> Units:
        from s3lint.languages.terragrunt.document import Documents
        from s3lint.languages.terragrunt.units import Units

        if self._documents is None:
            self._documents = Documents(self._tree)
        turn = self._tree.turn if isinstance(self._tree, RecordingTree) else 0
        if self._turn != turn:
            self._turn, self._known = turn, []
        plain = replace(inputs, types=None)
        for known, units in self._known:
            if known == plain:
                return units
        made = Units(self._tree, self._documents, self._terraform.library(inputs), plain)
        self._known.append((plain, made))
        return made
