"""Buckets that a root module declares and does not make, because of what its variables are by default."""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.aws import types
from s3lint.languages.terraform.configuration.instance import ModuleInstance, top_instance
from s3lint.languages.terraform.configuration.module import Declaration, Module
from s3lint.languages.terraform.configuration.origin import local_calls
from s3lint.languages.terraform.configuration.relevance import may_hold_resources
from s3lint.languages.terraform.configuration.variables import RootValues
from s3lint.record import replace
from s3lint.values import Off, text_of

_LONGEST = 40  # characters of a value that are told


def switched_off(top: ModuleInstance, values: RootValues) -> Iterator[Off]:
    """Those that hang on variables to which nobody gives a value. Everything else is the code's own decision."""
    run, declared = top.run, top.module.variables
    by_default = (name for name in declared if values.value(top, name) is None)
    watched = frozenset(name for name in by_default if declared[name].argument("default") is not None)
    if watched:
        top, _ = top_instance(run.library, run.root, replace(run.inputs, watched=watched), values.deployment)
        for address, decided_by in _off(top):
            if decided_by:
                yield Off(address, tuple((f"var.{name}", _told(top, name)) for name in sorted(decided_by)))


def _told(top: ModuleInstance, name: str) -> str:
    declaration = top.module.variables[name]
    text = text_of(top.variable(name, declaration.header))
    default = declaration.argument("default")
    if text is None and default is not None:
        text = default.value_span.text
    return " ".join((text or "").split())[:_LONGEST]


def _off(instance: ModuleInstance) -> Iterator[tuple[str, frozenset[str]]]:
    """The buckets of a module instance and of what it calls that are not there, and the variables that decide it."""
    for (mode, kind, name), declaration in instance.module.resources.items():
        if mode == "managed" and kind in types.bucket_types() and _makes_none(instance, declaration):
            yield f"{instance.path}{kind}.{name}", instance.hung(declaration)
    for name, call in instance.module.calls.items():
        folder = local_calls(instance.run.library, instance.module).get(name)
        if folder is None or not may_hold_resources(instance.run.library, folder):
            continue
        if _makes_none(instance, call):
            module = instance.run.library.module(folder)
            yield from ((f"{instance.path}module.{name}.{bucket}", instance.hung(call)) for bucket in _declared(module))
            continue
        for one in instance.expansion(call).instances:
            child = instance.child(name, one)
            if isinstance(child, ModuleInstance):
                yield from _off(child)


def _makes_none(instance: ModuleInstance, declaration: Declaration) -> bool:
    found = instance.expansion(declaration)
    return not found.instances and found.open is None and found.problem is None


def _declared(module: Module) -> Iterator[str]:
    """The buckets in a module's own text."""
    for mode, kind, name in module.resources:
        if mode == "managed" and kind in types.bucket_types():
            yield f"{kind}.{name}"
