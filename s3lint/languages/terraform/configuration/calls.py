"""Module calls: where the module lies, and what it is called with."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from s3lint.languages.terraform.configuration.assumption import assume
from s3lint.languages.terraform.configuration.content import Argument
from s3lint.languages.terraform.configuration.expansion import Instance
from s3lint.languages.terraform.configuration.module import Declaration, Module
from s3lint.languages.terraform.configuration.module_values import ModuleValues
from s3lint.languages.terraform.configuration.origin import is_local, source_of
from s3lint.languages.terraform.configuration.providers import handed_providers
from s3lint.languages.terraform.configuration.run import MAX_DEPTH, MAX_MODULES, Run
from s3lint.languages.terraform.configuration.scope import BodyScope, object_value
from s3lint.languages.terraform.evaluate import evaluate
from s3lint.languages.terraform.types.inspect import is_wholly_known, reason_of
from s3lint.source import FileProblem, Span, join
from s3lint.values import Call, Guard, Identity, Reason, Scalar, Unknown, Value, join_guards, text_of

INIT = "run terraform init before s3lint"
META = frozenset({"source", "version", "count", "for_each", "providers", "depends_on", "lifecycle", "//"})


class Child(Protocol):
    """What a module call makes: a module instance, or what stands for one that could not be read."""

    def output(self, name: str) -> Value | None:
        """One output."""

    def outputs(self) -> Value:
        """All outputs."""


@dataclass(slots=True)
class Missing:
    """A module that is not here. Its outputs are unknown."""

    address: str
    span: Span
    why: str
    given: Arguments
    hint: str  # what would bring it

    def output(self, name: str) -> Value:
        """An output that cannot be known."""
        reason = Reason(
            "module", f"{self.address}.{name}", f"comes from a module that {self.why}", self.span, self.hint
        )
        return Unknown(reason, Identity("module", self.address, name), span=self.span)

    def outputs(self) -> Value:
        """An object of which nothing is known."""
        reason = Reason("module", self.address, self.why, self.span, self.hint)
        return object_value({}, self.span, reason)


def open_call(caller: ModuleValues, declaration: Declaration, instance: Instance, make: Callable[..., Child]) -> Child:
    """The module instance of a call, or what stands for it. A module that is not here is reported once."""
    run = caller.run
    name = f"module.{declaration.name}{instance.suffix}"
    address = caller.path + name
    scope = BodyScope(caller, declaration.head.source, instance.names, f"in {name}" if instance.names else "")
    guard = join_guards((caller.guard, instance.guard)) or caller.guard
    given = Arguments(declaration, scope, guard)
    module = _locate(caller, declaration, scope)
    run.modules += 1
    if isinstance(module, _Nowhere):
        return _missing(run, declaration, address, module.why, given, module.hint)
    if module.folder in (caller.module.folder, *caller.folders):
        return _missing(run, declaration, address, "calls itself", given, "")
    if len(caller.names) >= MAX_DEPTH or run.modules > MAX_MODULES:
        run.report(
            "S3L905", f"s3lint does not read {address}: too many module calls", declaration.header, left_out="module"
        )
        return _missing(run, declaration, address, "exceeds the limit of module calls", given, "")
    return make(
        run,
        module,
        f"{address}.",
        (*caller.names, declaration.name),
        (*caller.calls, Call(name, declaration.header)),
        given.value,
        handed_providers(caller, declaration),
        caller.exists & instance.exists,
        guard,
        (*caller.folders, caller.module.folder),
        caller,
    )


class Arguments:
    """The arguments of a call, evaluated where the child asks for them."""

    def __init__(self, declaration: Declaration, scope: BodyScope, guard: Guard) -> None:
        self.declaration = declaration
        self.scope = scope
        self.guard = guard

    def value(self, name: str) -> Value | None:
        """The value that the call gives for a variable."""
        argument = None if name in META else self.declaration.argument(name)
        return None if argument is None else self._value(argument)

    def _value(self, argument: Argument) -> Value | None:
        return assume(evaluate(argument.expression, self.scope.inside(argument.source, {})), self.guard)

    def all(self) -> dict[str, Value]:
        """Every argument that the module is given."""
        found = {name: self._value(a) for name, a in self.declaration.content.arguments.items() if name not in META}
        return {name: value for name, value in found.items() if value is not None}


@dataclass(frozen=True, slots=True)
class _Nowhere:
    why: str
    hint: str = INIT


def _locate(caller: ModuleValues, declaration: Declaration, scope: BodyScope) -> Module | _Nowhere:
    """The module that a call names."""
    run = caller.run
    argument = declaration.argument("source")
    if argument is None:
        return _Nowhere("has no source", "")
    value = evaluate(argument.expression, scope.inside(argument.source, {}))
    source = text_of(value)
    if source is None:
        hint = reason_of(value).hint if not is_wholly_known(value) else ""
        return _Nowhere("has an unknown source", hint)
    if is_local(source):
        folder = join(caller.module.folder, source)
        if folder is None:
            return _Nowhere("is outside the scanned tree", "scan a folder that contains both")
    else:
        folder = _installed(run).get(".".join((*caller.names, declaration.name)))
        if folder is None:
            return _summary(run, declaration, source, scope) or _Nowhere(
                "is not on disk (terraform init would fetch it)"
            )
    module = run.library.module(folder)
    return module if module.files else _Nowhere(f"contains no configuration ({folder})")


def _summary(run: Run, declaration: Declaration, source: str, scope: BodyScope) -> Module | None:
    """The summary that stands for a module that is not here. A version that is not known may be any."""
    argument = declaration.argument("version")
    version = evaluate(argument.expression, scope.inside(argument.source, {})) if argument else None
    if version is not None and not isinstance(version, Scalar):
        return None
    return run.library.summary(source, text_of(version) if version else None)


def _installed(run: Run) -> dict[str, str]:
    """The modules that `terraform init` has put on disk for this root, by call path."""
    if run.manifest is None:
        run.manifest = {}
        try:
            path = join(run.root, ".terraform/modules/modules.json") or ""
            data = json.loads(run.library.tree.read(path))
            entries = data.get("Modules", []) if isinstance(data, dict) else []
        except (FileProblem, ValueError, RecursionError):
            return run.manifest
        for entry in entries if isinstance(entries, list) else []:
            if isinstance(entry, dict) and isinstance(entry.get("Key"), str) and isinstance(entry.get("Dir"), str):
                folder = join(run.root, entry["Dir"])
                if folder is not None:
                    run.manifest[entry["Key"]] = folder
    return run.manifest


def _missing(run: Run, declaration: Declaration, address: str, why: str, given: Arguments, hint: str) -> Missing:
    source = source_of(declaration)
    shown = f"module {source}" if source else "the module"
    argument = declaration.argument("source")
    place = argument.value_span if argument else declaration.header
    run.report("S3L902", f"{shown} {why}: its resources are unknown", place, hint=hint, left_out="module")
    return Missing(address, declaration.header, why, given, hint)
