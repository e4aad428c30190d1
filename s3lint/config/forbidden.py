"""`[[forbid]]`: access that nobody may be given, as the team that owns the buckets states it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from s3lint.checks import Severity
from s3lint.config.errors import ConfigError
from s3lint.config.layers import Layer
from s3lint.config.settings import ForbidRule


def forbidden(layer: Layer) -> tuple[ForbidRule, ...]:
    """The tables of one layer. Raises ConfigError."""
    return tuple(_rule(layer, number, table) for number, table in enumerate(layer.values.get("forbid", ())))


def _rule(layer: Layer, number: int, table: Mapping[str, Any]) -> ForbidRule:
    line = layer.line_of("forbid", number)
    word = table.get("severity")
    for exempt in table.get("except", ()):
        if exempt in ("*", "anyone", "own-account"):
            raise ConfigError(f"{layer.name}:{line}: forbid.except: '{exempt}' would exempt everybody")
    return ForbidRule(
        folder=layer.folder,
        reason=table["reason"],
        who=tuple(table.get("who", ("*",))),
        actions=tuple(table.get("actions", ("*",))),
        buckets=tuple(table.get("buckets", ())),
        paths=tuple(table.get("paths", ())),
        other_paths=tuple(table.get("except-paths", ())),
        exempt=tuple(table.get("except", ())),
        severity=Severity[word.upper()] if word else None,
        new=table.get("new", False),
        origin=layer.name,
        line=line,
    )
