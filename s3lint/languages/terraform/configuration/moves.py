"""`moved` blocks: which address a resource or a module call had before.

https://developer.hashicorp.com/terraform/language/moved
"""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.languages.terraform.configuration.instance import ModuleInstance
from s3lint.languages.terraform.configuration.module import Declaration


def moves(instance: ModuleInstance) -> Iterator[tuple[str, str]]:
    """From what address to which, in a module instance and all that were evaluated below it."""
    for declaration in instance.module.moved:
        old, new = (_address(declaration, name) for name in ("from", "to"))
        if old and new:
            yield instance.path + old, instance.path + new
    for child in instance.children:
        yield from moves(child)


def _address(declaration: Declaration, name: str) -> str:
    argument = declaration.argument(name)
    text = argument.value_span.text.strip() if argument is not None else ""
    return "".join(text[1:-1].replace('\\"', '"').split()) if text.startswith('"') else "".join(text.split())
