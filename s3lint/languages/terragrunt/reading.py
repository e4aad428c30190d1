"""One configuration file as it is read for a unit: what its names and functions mean there."""

from __future__ import annotations

from collections.abc import Sequence as Steps
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from s3lint.languages.terraform.configuration.content import Argument, Content
from s3lint.languages.terraform.evaluate import AttributeStep, Budget, FileAccess, Functions, Step, evaluate
from s3lint.languages.terraform.functions.call import Call, signatures
from s3lint.languages.terraform.syntax import nodes
from s3lint.languages.terraform.types.build import object_of
from s3lint.languages.terraform.types.problem import Problem
from s3lint.languages.terragrunt.document import Document
from s3lint.languages.terragrunt.functions import OWN, Caller
from s3lint.languages.terragrunt.memo import Memo
from s3lint.languages.terragrunt.outside import OUTSIDE
from s3lint.languages.terragrunt.paths import TreeFiles
from s3lint.source import Source, Span, Tree, folder_of
from s3lint.values import Identity, Inputs, Mapping, Reason, Unknown, Value, text_of

Found = tuple[Value, int]
"""The value of a reference, and how many of its steps it takes."""


class Owner(Protocol):
    """The configuration that a file is read for."""

    folder: str
    original: str
    budget: Budget

    @property
    def tree(self) -> Tree:
        """Where files are read."""

    @property
    def inputs_given(self) -> Inputs:
        """What the user gives from outside."""

    @property
    def repository(self) -> str:
        """The root of the repository."""

    def include_folder(self, name: str) -> str | None:
        """The folder of an included file. Raises Problem."""

    def included(self, steps: Steps[Step], span: Span) -> Found:
        """`include…`. Raises Problem."""

    def dependency_value(self, steps: Steps[Step], span: Span) -> Found:
        """`dependency…`. Raises Problem."""

    def feature(self, name: str) -> Value | None:
        """The value of a feature flag."""

    def values(self) -> Mapping | None:
        """What a stack gives to the unit; None where no stack speaks of it."""

    def read(self, path: str, call: Call) -> Value | None:
        """The configuration in another file; None where there is none. Raises Problem."""

    def variables_in(self, path: str) -> tuple[Source, nodes.Body] | None:
        """A variable file."""


class Reading:
    """A file with the configuration that it is read for: the unit's own file, or one that it includes.

    `path` is where the file stands, `parent` the folder of the file itself where it is included.
    """

    def __init__(self, owner: Owner, path: str, document: Document, *, is_included: bool = False) -> None:
        self.owner = owner
        self.path = path
        self.document = document
        self.is_included = is_included
        self.names: dict[str, Value] = {}  # of a stack file: its units and stacks
        self.outer: Reading | None = None  # a stack file that adds it: whose names it means, but for dependencies
        self.files: FileAccess = TreeFiles(owner.tree, folder_of(path), complete=True)
        self.functions: Functions = _functions(self)
        self._memo = Memo()

    # what functions ask

    @property
    def tree(self) -> Tree:
        """Where files are read."""
        return self.owner.tree

    @property
    def inputs(self) -> Inputs:
        """What the user gives from outside."""
        return self.owner.inputs_given

    @property
    def folder(self) -> str:
        """The folder of the configuration that it belongs to."""
        return self.owner.folder

    @property
    def original(self) -> str:
        """The folder of the configuration that reads it."""
        return self.owner.original

    @property
    def repository(self) -> str:
        """The root of the repository."""
        return self.owner.repository

    def include_folder(self, name: str) -> str | None:
        """In an included file its own folder, else that of an include."""
        return folder_of(self.path) if self.is_included else self.owner.include_folder(name)

    def read(self, path: str, call: Call) -> Value | None:
        """The configuration in another file."""
        return self.owner.read(path, call)

    def variables_in(self, path: str) -> tuple[Source, nodes.Body] | None:
        """A variable file."""
        return self.owner.variables_in(path)

    # what stands in it

    def scope(self, source: Source) -> ConfigScope:
        """The surroundings of an expression in this file."""
        return ConfigScope(self, source)

    def value(self, argument: Argument) -> Value:
        """The value of an argument."""
        return evaluate(argument.expression, self.scope(argument.source))

    def argument(self, content: Content, name: str) -> Value | None:
        """The value of an argument of a block; None where it is not there."""
        found = content.arguments.get(name)
        return None if found is None else self.value(found)

    def attribute(self, name: str) -> Value | None:
        """The value of an attribute of the file."""
        found = self.document.content.arguments.get(name)
        return None if found is None else self._memo.get(("attribute", name), partial(self._attribute, found))

    def _attribute(self, argument: Argument) -> Value:
        """A map is evaluated entry by entry: what is wrong with one leaves the others alone."""
        node = argument.expression
        if not isinstance(node, nodes.ObjectConstructor):
            return self.value(argument)
        scope = self.scope(argument.source)
        entries: dict[str, Value] = {}
        places: dict[str, Span] = {}
        for item in node.items:
            key = text_of(evaluate(item.key, scope))
            if key is None:
                return self.value(argument)
            entries[key] = evaluate(item.value, scope)
            places[key] = argument.source.span(item.key.start, item.key.end)
        return object_of(entries, places, argument.value_span)

    def local_names(self) -> dict[str, Argument]:
        """The locals that it declares."""
        return {n: a for block in self.document.content.nested("locals") for n, a in block.content.arguments.items()}

    def local(self, name: str) -> Value | None:
        """The value of `local.name`. Raises Problem."""
        found = self.local_names().get(name)
        return None if found is None else self._memo.get(("local", name), partial(self._local, found))

    def _local(self, argument: Argument) -> Value:
        return evaluate(argument.expression, ConfigScope(self, argument.source, early=True))

    def locals(self) -> Mapping:
        """All locals as an object. Raises Problem."""
        return object_of({name: value for name in self.local_names() if (value := self.local(name)) is not None})


@dataclass(slots=True)
class ConfigScope:
    """A place in a configuration file. `early` are locals, which are evaluated before dependencies."""

    reading: Reading
    source: Source
    early: bool = False

    files: FileAccess = field(init=False)
    budget: Budget = field(init=False)
    functions: Functions = field(init=False)

    def __post_init__(self) -> None:
        self.files = self.reading.files
        self.budget = self.reading.owner.budget
        self.functions = (self.reading.outer or self.reading).functions

    def qualify(self, text: str) -> str:
        """The condition's text with the configuration that it stands in."""
        return f"{text} in {self.reading.folder}"

    def resolve(self, name: str, steps: Steps[Step], span: Span) -> Found:
        """The value of a reference. Terragrunt evaluates each when it is needed: `try` catches whatever is wrong."""
        reading = self.reading
        if reading.outer is not None and name != "dependency":
            return reading.outer.scope(self.source).resolve(name, steps, span)
        first = named(steps, 0)
        if name in reading.names:
            return reading.names[name], 0
        if name == "local":
            if first is None:
                return reading.locals(), 0
            return _there(reading.local(first), f"local.{first}", span), 1
        if name == "include":
            return reading.owner.included(steps, span)
        if name == "dependency":
            if self.early:
                raise Problem("locals are evaluated before dependencies", span)
            return reading.owner.dependency_value(steps, span)
        if name == "feature" and first is not None:
            value = _there(reading.owner.feature(first), f"feature.{first}", span)
            return (value, 2) if named(steps, 1) == "value" else (object_of({"value": value}), 1)
        if name == "values":
            return _values(reading.owner.values(), first, span)
        raise Problem(f"{name} is nothing that can be referred to here", span)


def named(steps: Steps[Step], index: int) -> str | None:
    """The name in a step: `.name` or `["name"]`."""
    if index >= len(steps):
        return None
    step = steps[index]
    return step.name if isinstance(step, AttributeStep) else text_of(step.key)


def _there(value: Value | None, name: str, span: Span) -> Value:
    if value is None:
        raise Problem(f"{name} is not declared", span)
    return value


def _values(given: Mapping | None, name: str | None, span: Span) -> Found:
    if given is not None:
        return given, 0
    shown = f"values.{name}" if name else "values"
    reason = Reason("variable", shown, "is given by the stack that the unit is part of", span)
    return Unknown(reason, Identity("variable", shown, ""), span=span), 1 if name else 0


def _functions(reading: Reading) -> Functions:
    caller: Caller = reading
    known = signatures(__package__)
    return {name: (partial(body, caller), known[name]) for name, body in (OWN | OUTSIDE).items()}
