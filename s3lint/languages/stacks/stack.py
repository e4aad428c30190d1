"""A stack in one of its deployments: what its variables and locals are, and which components it has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Sequence as Steps
from functools import partial

from s3lint.languages.stacks.component import Component
from s3lint.languages.stacks.files import StackFiles
from s3lint.languages.stacks.given import input_of
from s3lint.languages.stacks.library import LibraryWith
from s3lint.languages.terraform.configuration.deployment import Deployment
from s3lint.languages.terraform.configuration.expansion import Instance
from s3lint.languages.terraform.configuration.instance import ModuleInstance, top_instance
from s3lint.languages.terraform.configuration.library import Library
from s3lint.languages.terraform.configuration.module import Declaration
from s3lint.languages.terraform.configuration.module_values import Found, ModuleValues
from s3lint.languages.terraform.configuration.reference import collected, referred
from s3lint.languages.terraform.configuration.run import Run
from s3lint.languages.terraform.configuration.scope import BodyScope
from s3lint.languages.terraform.evaluate import AttributeStep, Step, evaluate
from s3lint.record import Struct, replace
from s3lint.source import Diagnostic, Source, Span
from s3lint.values import Identity, Inputs, Reason, Unknown, Value

# what a deployment is given from outside, and why it is not known
_OUTSIDE = {
    "identity_token": "is issued for each run",
    "store": "is kept in HCP Terraform",
    "upstream_input": "is the output of another stack",
}


class Given(Struct, frozen=True):
    """What a stack is given, and by what: a deployment, or the stack around it."""

    value: Value | None
    place: Span | None
    run: Run | None = None  # in which it was evaluated

    def of(self, instance: ModuleValues, declaration: Declaration) -> Value | None:
        """The value for one variable."""
        return input_of(self.value, declaration.name, declaration.header)


class Stack:
    """A folder's stack, deployed once. `path` is what the roots of its components are named by."""

    def __init__(self, files: StackFiles, library: Library, inputs: Inputs, given: Given, path: str) -> None:
        self.files = files
        self.library = library
        self.inputs = inputs
        self.path = path
        self._given = given
        self._components: dict[tuple[str, str], Component] = {}
        deployment = Deployment(given.of, reads_values=False, names=self._name)
        plain = replace(inputs, var_files=(), workspace=None)
        self.top = top_instance(LibraryWith(library, files.module), files.module.folder, plain, deployment)[0]

    def diagnostics(self) -> Iterator[Diagnostic]:
        """What is wrong with its files, as far as they were evaluated."""
        yield from self.files.all_diagnostics()
        for run in (self.top.run, self._given.run):
            if run is not None:
                yield from (*run.diagnostics, *run.budget.diagnostics)

    def components(self) -> Iterator[Component]:
        """Its components, each instance of them."""
        for name, declaration in self.files.components.items():
            for instance in self.top.expansion(declaration).instances:
                yield self.component(name, instance)

    def component(self, name: str, instance: Instance) -> Component:
        """One instance of a component."""
        key = name, instance.suffix
        if key not in self._components:
            self._components[key] = Component(self, name, self.files.components[name], instance)
        return self._components[key]

    def value(self, declaration: Declaration, name: str, instance: Instance) -> Value | None:
        """The value of an argument of a component."""
        argument = declaration.argument(name)
        if argument is None:
            return None
        return evaluate(argument.expression, self.scope(argument.source, instance))

    def scope(self, source: Source, instance: Instance) -> BodyScope:
        """The surroundings of an expression in a component, or in a provider's configuration."""
        return BodyScope(self.top, source, instance.names)

    def provider(self, declaration: Declaration, key: Value | None) -> Instance | None:
        """The instance of a provider's configuration that a key names."""
        expansion = self.top.expansion(declaration)
        if key is not None:
            return expansion.find(key)
        return expansion.instances[0] if expansion.mode == "single" else None

    def _name(self, name: str, steps: Steps[Step], span: Span) -> Found | None:
        """What `component.NAME` means."""
        first = steps[0].name if steps and isinstance(steps[0], AttributeStep) else None
        if name == "stack" and first in self.files.stacks:
            reason = Reason("module", f"stack.{first}", "is a stack that s3lint does not look into", span)
            return Unknown(reason, Identity("module", f"stack.{first}", ""), span=span), 1
        declaration = self.files.components.get(first) if name == "component" and first else None
        if declaration is None or first is None:
            return None
        expansion = self.top.expansion(declaration)
        one = partial(self._output, first)
        found = referred(expansion, steps[1:], one, lambda: collected(expansion, one, declaration.header))
        return (found[0], found[1] + 1) if found else None

    def _output(self, name: str, instance: Instance, output: str | None) -> Value | None:
        component = self.component(name, instance)
        return component.outputs() if output is None else component.output(output)


def deployments(files: StackFiles, library: Library, inputs: Inputs) -> Callable[[str], Given]:
    """What the deployments of a stack give to it, by their names."""
    deployment = Deployment(reads_values=False, names=_outside)
    plain = replace(inputs, variables={}, var_files=(), workspace=None)
    folder = files.deploying.folder
    top: ModuleInstance = top_instance(LibraryWith(library, files.deploying), folder, plain, deployment)[0]

    def given(name: str) -> Given:
        declaration = files.deployments[name]
        argument = declaration.argument("inputs")
        value = evaluate(argument.expression, BodyScope(top, argument.source)) if argument else None
        return Given(value, declaration.header, top.run)

    return given


def _outside(name: str, steps: Steps[Step], span: Span) -> Found | None:
    if name not in _OUTSIDE:
        return None
    shown = ".".join((name, *(step.name for step in steps if isinstance(step, AttributeStep))))
    return Unknown(Reason("data", shown, _OUTSIDE[name], span), Identity(name, shown, ""), span=span), len(steps)
