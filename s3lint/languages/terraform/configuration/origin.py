"""Where a module call says that its module lies."""

from __future__ import annotations

from s3lint.languages.terraform.configuration.library import Library
from s3lint.languages.terraform.configuration.module import Declaration, Module
from s3lint.languages.terraform.syntax import nodes
from s3lint.source import join


def source_of(call: Declaration) -> str | None:
    """The literal source of a call; None where it is missing or computed."""
    argument = call.argument("source")
    found = argument.expression if argument else None
    return found.data if isinstance(found, nodes.Literal) and isinstance(found.data, str) else None


def is_local(source: str) -> bool:
    """Whether a source is a path beside the calling module."""
    return source.startswith(("./", "../", ".\\", "..\\")) or source in (".", "..")


def local_calls(known: Library, module: Module) -> dict[str, str | None]:
    """The modules of the tree that a module calls: call name to folder, None where that lies outside the tree."""
    found: dict[str, str | None] = {}
    for name, call in module.calls.items():
        source = source_of(call)
        if source is None:
            continue
        if is_local(source):
            found[name] = join(module.folder, source)
        elif (folder := known.own_folder(source)) is not None:
            found[name] = folder
    return found


def local_folders(known: Library, folder: str) -> list[str]:
    """The folders of the tree that the module in a folder calls by a literal source."""
    return [found for found in local_calls(known, known.module(folder)).values() if found is not None]


def has_computed_source(module: Module) -> bool:
    """Whether a source of its calls is an expression: of constant variables and locals, as far as it is allowed.

    Since Terraform 1.15 (https://developer.hashicorp.com/terraform/language/modules/configuration) and OpenTofu 1.8
    (https://opentofu.org/docs/language/modules/sources/).
    """
    return any(call.argument("source") and source_of(call) is None for call in module.calls.values())
