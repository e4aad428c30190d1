"""Where a module call says that its module lies."""

from __future__ import annotations

from s3lint.languages.terraform.configuration.module import Declaration, Module
from s3lint.languages.terraform.syntax import nodes
from s3lint.source import join


def source_of(call: Declaration) -> str | None:
    """The literal source of a call; None where it is missing or computed."""
    return literal(call, "source")


def literal(call: Declaration, name: str) -> str | None:
    """An argument that is a plain text; None where it is missing or computed."""
    argument = call.argument(name)
    found = argument.expression if argument else None
    return found.data if isinstance(found, nodes.Literal) and isinstance(found.data, str) else None


def is_local(source: str) -> bool:
    """Whether a source is a path beside the calling module."""
    return source.startswith(("./", "../", ".\\", "..\\")) or source in (".", "..")


def local_calls(module: Module) -> dict[str, str | None]:
    """The local modules that a module calls: call name to folder, None where that lies outside the tree."""
    found: dict[str, str | None] = {}
    for name, call in module.calls.items():
        source = source_of(call)
        if source is not None and is_local(source):
            found[name] = join(module.folder, source)
    return found
