"""What an expression may refer to, and child scopes for the names that an expression itself introduces."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as Names
from collections.abc import Sequence as Steps
from typing import Protocol

from s3lint.languages.terraform.functions.call import Functions
from s3lint.languages.terraform.functions.files import FileAccess
from s3lint.languages.terraform.syntax import nodes
from s3lint.languages.terraform.types.budget import Budget
from s3lint.record import Struct
from s3lint.source import Source, Span
from s3lint.values import Value


class AttributeStep(Struct, frozen=True):
    """`.name` in a reference."""

    name: str
    span: Span


class IndexStep(Struct, frozen=True):
    """`[key]` in a reference; the key is evaluated."""

    key: Value
    span: Span


Step = AttributeStep | IndexStep


class Scope(Protocol):
    """The surroundings of an expression: a module instance, or the inside of a template file."""

    @property
    def source(self) -> Source:
        """The text that spans point into."""

    @property
    def files(self) -> FileAccess:
        """What functions may read."""

    @property
    def budget(self) -> Budget:
        """What work may be done."""

    @property
    def functions(self) -> Functions:
        """What may be called beside Terraform's functions."""

    def resolve(self, name: str, steps: Steps[Step], span: Span) -> tuple[Value, int] | None:
        """The value of the reference that starts with a root name, and how many steps it consumed."""

    def qualify(self, text: str) -> str:
        """The text of an open condition, made unique for this module instance (and resource instance)."""


Walk = Callable[[nodes.Expression, Scope], Value]
"""What evaluates the parts of an expression: handed to each kind of expression, so that it need not know the others."""


class Locals(Struct):
    """A scope with further names: the variables of `for`, or a template's own. The rest is that of the outer one."""

    outer: Scope
    names: Names[str, Value]
    label: str  # tells one iteration from another in an open condition
    source: Source
    files: FileAccess
    budget: Budget
    functions: Functions

    def resolve(self, name: str, steps: Steps[Step], span: Span) -> tuple[Value, int] | None:
        """A name of its own, else the outer scope's."""
        if name in self.names:
            return self.names[name], 0
        return self.outer.resolve(name, steps, span)

    def qualify(self, text: str) -> str:
        """The condition's text with the iteration that it belongs to."""
        return self.outer.qualify(f"{text} {self.label}" if self.label else text)


def within(outer: Scope, names: Names[str, Value], label: str) -> Locals:
    """A scope inside of another one."""
    return Locals(outer, names, label, outer.source, outer.files, outer.budget, outer.functions)


class TemplateScope(Struct):
    """The inside of a template file: its own variables and the functions, nothing else."""

    source: Source
    files: FileAccess
    budget: Budget
    names: Names[str, Value]
    label: str
    outer: Scope | None = None  # where the template is rendered; its names are not seen

    @property
    def functions(self) -> Functions:
        """The functions of the place where it is rendered."""
        return self.outer.functions if self.outer else {}

    def resolve(self, name: str, steps: Steps[Step], span: Span) -> tuple[Value, int] | None:
        """One of the template's variables."""
        value = self.names.get(name)
        return None if value is None else (value, 0)

    def qualify(self, text: str) -> str:
        """The condition's text with the call that renders the template."""
        labelled = f"{text} {self.label}".rstrip()
        return self.outer.qualify(labelled) if self.outer else labelled
