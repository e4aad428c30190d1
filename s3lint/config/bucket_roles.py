"""`[[bucket]]`: what buckets are meant to be, for checks that depend on it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from s3lint.config.errors import ConfigError
from s3lint.config.layers import Layer
from s3lint.config.settings import BucketRole

NAMING = ("address", "name", "tag", "path")
"""What a table may name buckets by; all that it names has to fit."""


def bucket_roles(layer: Layer) -> tuple[BucketRole, ...]:
    """The tables of one layer. Raises ConfigError."""
    return tuple(_role(layer, number, table) for number, table in enumerate(layer.values.get("bucket", ())))


def _role(layer: Layer, number: int, table: Mapping[str, Any]) -> BucketRole:
    line = layer.line_of("bucket", number)
    if not any(table.get(key) for key in NAMING):
        raise ConfigError(f"{layer.name}:{line}: bucket: requires one of {', '.join(NAMING)}")
    return BucketRole(
        folder=layer.folder,
        role=table["role"],
        reason=table["reason"],
        until=day_of(layer, ("bucket", number, "until"), table.get("until")),
        address=table.get("address", ""),
        name=table.get("name", ""),
        tag=table.get("tag", ""),
        path=table.get("path", ""),
        origin=layer.name,
        line=line,
    )


def day_of(layer: Layer, path: tuple[str | int, ...], until: str | None) -> str | None:
    """The last day on which something holds. Raises ConfigError."""
    if until is not None:
        try:
            date.fromisoformat(until)
        except ValueError as error:
            message = f"until: '{until}' is not a date (expected YYYY-MM-DD)"
            raise ConfigError(f"{layer.name}:{layer.line_of(*path)}: {message}") from error
    return until
