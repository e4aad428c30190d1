"""Where values stand, and marks that pass from what a value was made of."""

from __future__ import annotations

from dataclasses import replace

from s3lint.source import Span
from s3lint.values import Value


def placed(value: Value, span: Span) -> Value:
    """The value as it stands at a place: what was written inside of that place keeps its own, narrower one."""
    if value.span is not None and span.covers(value.span):
        return value
    return value.at(span)


def marked(value: Value, *sources: Value) -> Value:
    """The value, sensitive where one of its sources is."""
    if value.sensitive or not any(source.sensitive for source in sources):
        return value
    return replace(value, sensitive=True)
