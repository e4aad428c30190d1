"""The source beside a plan: places in the configuration's files, and what the plan leaves unknown."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from s3lint.languages.plan.document import as_object
from s3lint.record import replace
from s3lint.source import Tree, folder_of
from s3lint.values import (
    Configuration,
    Inputs,
    Mapping,
    NotJson,
    Scalar,
    Sequence,
    Text,
    Unknown,
    Value,
    decode_json,
    text_of,
)
from s3lint.values.layout import is_document

Load = Callable[[str, Inputs], Configuration]  # of the root module in a folder


def source_configuration(tree: Tree, path: str, inputs: Inputs, variables: Any, load: Load) -> Configuration | None:
    """The configuration in the plan's folder, evaluated with the plan's variables; None where there is none."""
    folder = folder_of(path)
    names = [entry.name for entry in tree.entries(folder) if not entry.is_folder]
    if not any(name.endswith((".tf", ".tf.json", ".tofu", ".tofu.json")) for name in names):
        return None
    return load(folder, replace(inputs, variables={**_texts(variables), **inputs.variables}))


def _texts(variables: Any) -> dict[str, str]:
    """The plan's variables as `--var` would give them: strings raw, anything else in JSON's words."""
    texts = {}
    for name, variable in as_object(variables).items():
        if isinstance(variable, dict) and "value" in variable:
            value = variable["value"]
            texts[name] = value if isinstance(value, str) else json.dumps(value)
    return texts


def merged(planned: Mapping, written: Mapping) -> Mapping:
    """The planned values at the places where they are written; what the plan leaves open as the source says."""
    made: dict[str, Value] = {}
    for name, value in planned.entries.items():
        made[name] = _merge(value, written.entries[name]) if name in written.entries else value
    for name, value in written.entries.items():
        # not in the plan: unknown there (a bucket's inline blocks), or nothing
        if name not in made and not _is_nothing(value):
            made[name] = value
    keys = {name: written.keys.get(name) or planned.keys.get(name) for name in made}
    return replace(
        planned,
        entries=made,
        keys={name: span for name, span in keys.items() if span is not None},
        span=written.span or planned.span,
        duplicates=written.duplicates,
    )


def _is_nothing(value: Value) -> bool:
    return (isinstance(value, Scalar) and value.data is None) or (isinstance(value, Sequence) and not value.items)


def _merge(planned: Value, written: Value) -> Value:
    if isinstance(planned, Unknown):
        return written if not isinstance(written, Unknown) or written.identity is not None else planned
    if isinstance(planned, Mapping) and isinstance(written, Mapping):
        return merged(planned, written)
    if isinstance(planned, Sequence) and isinstance(written, Sequence) and len(planned.items) == len(written.items):
        items = tuple(_merge(one, two) for one, two in zip(planned.items, written.items, strict=True))
        return replace(planned, items=items, span=written.span, origin=written.origin)
    return _placed(planned, written)


def _placed(planned: Value, written: Value) -> Value:
    """The planned value where it is written; it keeps what the source knows of it beside."""
    placed = replace(planned, span=written.span or planned.span, origin=written.origin)
    if not isinstance(placed, Scalar):
        return placed
    if isinstance(written, Scalar) and text_of(written) == text_of(placed):
        structure, identity = written.structure, written.identity or placed.identity
        return replace(placed, structure=structure, identity=identity, pieces=written.pieces)
    if isinstance(written, Unknown) and written.identity is not None:
        return replace(placed, identity=placed.identity or written.identity)
    if isinstance(written, Text):
        return replace(placed, structure=_document(planned, written))
    return placed


def _document(planned: Value, written: Text) -> Value | None:
    """What a planned JSON text encodes, each part where the source has it: providers write such texts anew."""
    if not is_document(text_of(planned) or ""):
        return None
    try:
        return _where_written(decode_json(planned), decode_json(written))
    except NotJson:
        return None


def _where_written(planned: Value, written: Value) -> Value:
    if isinstance(planned, Mapping) and isinstance(written, Mapping):
        entries = {
            name: _where_written(value, written.entries[name]) if name in written.entries else value
            for name, value in planned.entries.items()
        }
        return replace(planned, entries=entries, keys=planned.keys | written.keys, span=written.span or planned.span)
    if isinstance(planned, Sequence) and isinstance(written, Sequence) and len(planned.items) == len(written.items):
        items = tuple(_where_written(one, two) for one, two in zip(planned.items, written.items, strict=True))
        return replace(planned, items=items, span=written.span or planned.span)
    return replace(planned, span=written.span or planned.span, origin=written.origin)
