"""From a configuration to its graph."""

from __future__ import annotations

import re

from s3lint.aws.adapter import Adapter
from s3lint.aws.kinds import BucketPolicy, Node, Unseen
from s3lint.graph.builder import Builder
from s3lint.graph.context import Context
from s3lint.graph.graph import Graph
from s3lint.graph.reference import references
from s3lint.values import Absent, Configuration, Mapping, Reason, Resource, Value

# an input that takes a bucket, by its name
_TAKES_BUCKET = re.compile(r"bucket|(^|_)s3", re.IGNORECASE)


def build(configuration: Configuration, context: Context | None = None) -> Graph:
    """The graph of one root."""
    builder = Builder(configuration, context or Context())
    adapters = _adapters(configuration.language)
    for resource in configuration.resources:
        adapter = adapters.get(resource.type if resource.mode == "managed" else f"data.{resource.type}")
        if adapter is not None and not resource.exists.is_no:
            adapter(resource, builder)
    for absent in configuration.absent:
        _unseen(absent, builder)
    return builder.resolve()


def _adapters(language: str) -> dict[str, Adapter]:
    if language == "cloudformation":
        from s3lint.aws.cloudformation import ADAPTERS
    else:
        from s3lint.aws.terraform import ADAPTERS
    return ADAPTERS


def _unseen(absent: Absent, builder: Builder) -> None:
    """A part that is not there may state anything about the buckets that were handed to it.

    In CloudFormation that is their policy alone: all else is a property of the bucket itself.
    """
    if not absent.touches:
        return
    place = Resource("", "", absent.name, absent.name, absent.span, absent.span, evaluate=lambda: _EMPTY)
    reason = Reason("module", absent.name, absent.why, absent.span)
    kinds: tuple[type[Node], ...] | None = (BucketPolicy,) if builder.graph.language == "cloudformation" else None
    for name, value in absent.touches.items():
        if hands_bucket(name, value):
            builder.govern(Unseen(resource=place, reasons=(reason,), kinds=kinds), value)


def hands_bucket(name: str, value: Value) -> bool:
    """Whether an input may hand a bucket over: by its identity, or by a mere text under a name that speaks of one."""
    return bool(_TAKES_BUCKET.search(name)) or any(r.identity is not None for r in references(value))


_EMPTY = Mapping({}, {})
