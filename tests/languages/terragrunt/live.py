"""Units of a tree in memory, and what they say, as plain data."""

from __future__ import annotations

from collections.abc import Mapping as Texts
from typing import Any

from s3lint.engine.input.discover import walk
from s3lint.engine.input.ignore import Ignores
from s3lint.engine.input.roots import roots_among
from s3lint.languages import Frontends
from s3lint.languages.frontend import Root
from s3lint.languages.terraform.configuration.library import Library
from s3lint.languages.terragrunt.document import Documents
from s3lint.languages.terragrunt.unit import Unit
from s3lint.languages.terragrunt.units import Units
from s3lint.source import Diagnostic, MemoryTree
from s3lint.values import Configuration, Inputs, Mapping, Scalar, Sequence, Text, Unknown, Value

Files = Texts[str, str]
NO_INPUTS = Inputs()


def units(files: Files, inputs: Inputs = NO_INPUTS) -> Units:
    tree = MemoryTree(dict(files))
    return Units(tree, Documents(tree), Library(tree), inputs)


def unit(files: Files, path: str = "live", inputs: Inputs = NO_INPUTS) -> Unit:
    found = units(files, inputs).at(path)
    assert found is not None
    return found


def inputs(files: Files, path: str = "live", given: Inputs = NO_INPUTS) -> Any:
    """The inputs of a unit as plain data; the name of what is not known."""
    value = unit(files, path, given).inputs
    return None if value is None else data(value)


def problems(files: Files, path: str = "live") -> list[str]:
    """What is said of a unit, with the place."""
    return [_said(diagnostic) for diagnostic in unit(files, path).load(NO_INPUTS).diagnostics]


def _said(diagnostic: Diagnostic) -> str:
    place = diagnostic.location
    return f"{place.path}:{place.line}: {diagnostic.code} {diagnostic.message}"


def roots(files: Files) -> list[Root]:
    """The roots of a tree, of all languages."""
    frontends = Frontends(MemoryTree(dict(files)))
    found = walk(frontends, ["."], Ignores(frontends.tree, [], gitignore=True))
    return roots_among(frontends, found.sources, NO_INPUTS)


def root_paths(files: Files) -> list[str]:
    return [f"{root.language} {root.path}" for root in roots(files)]


def configurations(files: Files, given: Inputs = NO_INPUTS) -> dict[str, Configuration]:
    """What the roots of a tree hold, by their paths."""
    frontends = Frontends(MemoryTree(dict(files)))
    found = walk(frontends, ["."], Ignores(frontends.tree, [], gitignore=True))
    loaded = {}
    for root in roots_among(frontends, found.sources, given):
        (loaded[root.path],) = frontends.of(root).load(root, given)
    return loaded


def data(value: Value) -> Any:
    """Plain data; of what is not known the name in angle brackets."""
    if isinstance(value, Scalar):
        return value.data
    if isinstance(value, Text):
        return "".join(part if isinstance(part, str) else f"<{part.reason.name}>" for part in value.parts)
    if isinstance(value, Sequence):
        return [data(item) for item in value.items] + (["…"] if value.open else [])
    if isinstance(value, Mapping):
        return {name: data(item) for name, item in value.entries.items()} | ({"…": "…"} if value.open else {})
    return f"<{value.reason.name}>" if isinstance(value, Unknown) else "<one of several>"
