"""The units of a tree: those that lie in it, and those that stacks make."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from s3lint.languages.terraform.configuration.library import Library
from s3lint.languages.terraform.configuration.locate import Nowhere
from s3lint.languages.terraform.syntax import nodes
from s3lint.languages.terraform.types.build import object_of, text
from s3lint.languages.terraform.types.problem import Problem
from s3lint.languages.terragrunt.config import Config
from s3lint.languages.terragrunt.dependency import Dependency, Outputs
from s3lint.languages.terragrunt.document import Document, Documents
from s3lint.languages.terragrunt.names import STACKS, UNIT, VALUES, config_in, is_unit
from s3lint.languages.terragrunt.paths import parents
from s3lint.languages.terragrunt.sources import in_repository
from s3lint.languages.terragrunt.stack import (
    GENERATED,
    MAX_NESTING,
    MAX_UNITS,
    Component,
    Stack,
    injected_blocks,
    injected_reading,
)
from s3lint.languages.terragrunt.tools import Kept
from s3lint.languages.terragrunt.unit import Unit
from s3lint.source import Diagnostic, Source, Tree, folder_of, join
from s3lint.source.memory import Memory
from s3lint.source.mounted import MountedTree
from s3lint.values import Configuration, Inputs, Value


class StackOutputs:
    """The outputs of a stack: those of its units, by their names."""

    def __init__(self, units: dict[str, Outputs]) -> None:
        self._units = units

    def output(self, name: str) -> Value | None:
        """All outputs of one of its units."""
        return self._units[name].outputs() if name in self._units else None

    def outputs(self) -> Value:
        """The outputs of all its units."""
        return object_of({name: unit.outputs() for name, unit in self._units.items()})


class Units:
    """The units of one tree, as they are with certain inputs. Each is read when it is asked for."""

    def __init__(self, tree: Tree, documents: Documents, library: Library, inputs: Inputs) -> None:
        self._mounted = MountedTree(tree, {})
        self.tree: Tree = self._mounted
        self.inputs = inputs
        self.repository = "."
        self._documents = documents
        self._library = library
        self._kept: Memory[tuple[str, ...], Any] = Memory(tree)
        self._reading: dict[str, Unit] = {}  # units that are just being read: one may ask for itself
        self._opening: dict[str, Stack] = {}
        self._components: dict[str, Component] = {}  # by the folder that they are generated in

    # what configurations ask

    def document(self, path: str) -> Document:
        """A configuration file."""
        return self._documents.at(self._mounted.real(path))

    def variables_in(self, path: str) -> tuple[Source, nodes.Body] | None:
        """A variable file; None where it cannot be read."""
        return self._documents.values(self._mounted.real(path))

    def stack_value(self, path: str) -> Value:
        """A stack file that a configuration reads. Raises Problem."""
        stack = self._stack(path)
        found: dict[str, dict[str, Value]] = {"unit": {}, "stack": {}}
        for one in stack.components:
            said = {name: one.block.argument(name) for name in ("source", "path", "values")}
            found[one.kind][one.name] = object_of(
                {"name": text(one.name), **{name: value for name, value in said.items() if value is not None}}
            )
        return object_of({"local": stack.config.main.locals(), **{kind: object_of(o) for kind, o in found.items()}})

    def outputs(self, folder: str) -> Outputs | None:
        """What the unit or stack in a folder hands on. Raises Problem."""
        unit = self.at(folder)
        if unit is not None:
            return unit
        path = config_in(self.tree, folder, STACKS)
        if path is None:
            return None
        made: dict[str, Outputs] = {}
        for one in self._stack(path).components:
            found = self.outputs(one.folder)
            if found is None:
                raise Problem(f"{one.kind} {one.name!r} of {folder} {one.why or 'cannot be read'}")
            made[one.name] = found
        return StackOutputs(made)

    # units

    def at(self, folder: str) -> Unit | None:
        """The unit in a folder; None where there is none."""
        if folder in self._reading:
            return self._reading[folder]
        return self.remember(("unit", folder), lambda: self._read(folder))

    def _read(self, folder: str) -> Unit | None:
        """A unit, with all that decides about its module: what it gives to it is evaluated when that is asked for."""
        unit = self._found(folder)
        if unit is not None:
            self._reading[folder] = unit
            try:
                unit.prepare()
            finally:
                del self._reading[folder]
        return unit

    def depended_on(self, dependencies: Iterable[Dependency]) -> frozenset[str]:
        """The folders of the units that dependencies name: of a stack, of all its units."""
        found: dict[str, None] = {}
        pending = [folder for dependency in dependencies for folder in dependency.folders()]
        while pending:
            folder = pending.pop()
            if folder in found:
                continue
            found[folder] = None
            path = config_in(self.tree, folder, STACKS) if config_in(self.tree, folder) is None else None
            pending += [one.folder for one in self._stack(path).components] if path is not None else []
        return frozenset(found)

    def own_folder(self, source: str, folder: str) -> str | Nowhere | None:
        """The folder that a source in the repository itself names, as seen from a folder; None for all others."""
        return in_repository(source, folder, self._library)

    def remember(self, key: tuple[str, ...], make: Callable[[], Kept]) -> Kept:
        """What was made before under a key, with all that was read for it; else what is made now."""
        made: Kept = self._kept.get(key, make)
        return made

    def _found(self, folder: str) -> Unit | None:
        component = self._component(folder)
        if component is not None and component.kind == "unit":
            if component.origin is None:
                return None
            config = self._config(join(folder, UNIT) or UNIT, component)
            added = injected_reading(config, component)
            config.injected += [added] if added is not None else []
            return Unit(config, self._library)
        path = config_in(self.tree, folder)
        return Unit(self._config(path), self._library) if path is not None else None

    def _config(self, path: str, component: Component | None = None) -> Config:
        """A configuration. One that a stack makes without values has none, unless its source brings them along."""
        given = component.values if component is not None else None
        if component is not None and given is None:
            values = join(component.folder, VALUES)
            given = None if values is not None and self.tree.is_file(values) else object_of({})
        return Config(self, path, given=given)

    def included_by(self, folders: Iterable[str]) -> set[str]:
        """The folders of the units that units in these folders include."""
        units = [unit for unit in map(self.at, folders) if unit is not None]
        readings = [include.reading for unit in units for include in unit.config.includes if include.reading]
        return {folder_of(reading.path) for reading in readings if is_unit(reading.path)}

    # stacks

    def _stack(self, path: str) -> Stack:
        """The stack in a file, with what a stack around it adds."""
        if path in self._opening:
            return self._opening[path]
        return self.remember(("stack", path), lambda: self._read_stack(path))

    def _read_stack(self, path: str) -> Stack:
        around = self._component(folder_of(path))
        config = self._config(path, around)
        stack = self._opening[path] = Stack(config, injected_blocks(around) if around is not None else ())
        try:
            for one in stack.components:
                self._components[one.folder] = one
                if one.origin is not None and one.origin != one.folder:
                    self._mounted.mounts[one.folder] = one.origin
        finally:
            del self._opening[path]
        return stack

    def _component(self, folder: str) -> Component | None:
        """The unit or stack that a stack makes in a folder. The stacks around it are read first."""
        above = [parent for parent in reversed(parents(folder)) if self._may_make(parent, folder)]
        for parent in above[:MAX_NESTING]:
            path = config_in(self.tree, parent, STACKS)
            if path is not None:
                self._stack(path)
        return self._components.get(folder)

    def _may_make(self, parent: str, folder: str) -> bool:
        return f"{GENERATED}/" in folder or config_in(self.tree, parent, STACKS) is not None

    def made_by(self, paths: Iterable[str]) -> tuple[list[Component], list[Stack]]:
        """All that stacks make, one through another, and the stacks themselves.

        One that serves as the source of another is judged through that. Of those that only serve each other, the first
        is judged by itself.
        """
        made = {path: self._made_by(path) for path in sorted(paths)}
        used = {path: {one.origin for one in found[0] if one.kind == "stack"} for path, found in made.items()}
        kept = [path for path in made if not any(folder_of(path) in used[other] for other in made if other != path)]
        for path in made:
            if path not in kept and not any(folder_of(path) in used[other] for other in kept):
                kept.append(path)
        return [one for path in kept for one in made[path][0]], [stack for path in kept for stack in made[path][1]]

    def _made_by(self, path: str) -> tuple[list[Component], list[Stack]]:
        components: list[Component] = []
        stacks: list[Stack] = []
        pending = [(path, 0)]
        while pending:
            path, depth = pending.pop(0)
            stack = self._stack(path)
            stacks.append(stack)
            for one in stack.components:
                if len(components) >= MAX_UNITS:
                    stack.note_limit(one.source)
                    return components, stacks
                components.append(one)
                inner = config_in(self.tree, one.folder, STACKS) if one.kind == "stack" and one.origin else None
                if inner is not None and depth < MAX_NESTING:
                    pending.append((inner, depth + 1))
                elif inner is not None:
                    stack.note_limit(one.source)
        return components, stacks

    def missing(self, folder: str) -> Configuration:
        """A unit or stack whose files are not here."""
        component = self._component(folder)
        if component is None:
            return Configuration(folder, "terraform", [])
        said = f"{component.kind} {component.name!r} {component.why}: its resources are unknown"
        lost = Diagnostic.at(
            "S3L902", said, component.source, incomplete=not component.is_remote, left_out=component.kind
        )
        return Configuration(folder, "terraform", [], [lost], files=frozenset({component.source.path}))

    def remarks(self, path: str) -> Configuration:
        """What is wrong with a stack file."""
        stack = self._stack(path)
        found = [*dict.fromkeys((*stack.config.problems, *stack.problems)), *stack.config.budget.diagnostics]
        return Configuration(path, "terraform", [], found, files=frozenset(stack.config.files))
