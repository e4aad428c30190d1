"""From a configuration to its graph."""

from __future__ import annotations

import re

from s3lint.aws.identities import may_be_bucket
from s3lint.aws.kinds import BucketPolicy, Node, Unseen
from s3lint.aws.table import type_of
from s3lint.aws.wrappers import unwrapped
from s3lint.graph.adapted import adapt
from s3lint.graph.builder import Builder
from s3lint.graph.context import Context
from s3lint.graph.graph import Graph
from s3lint.graph.reference import references
from s3lint.lazy import lazy_re
from s3lint.record import replace
from s3lint.values import Absent, Configuration, Mapping, Reason, Resource, Unknown, Value, work

# an input that takes a bucket, by its name
_TAKES_BUCKET = lazy_re(r"bucket|(^|_)s3", re.IGNORECASE)

_PER_RESOURCE = 60


def build(configuration: Configuration, context: Context | None = None) -> Graph:
    """The graph of one root, whatever languages its resources are written in."""
    configuration.resources = [unwrapped(resource) for resource in configuration.resources]
    builder = Builder(configuration, context or Context())
    found = [(resource, type_of(resource)) for resource in configuration.resources if not resource.exists.is_no]
    wanted = [(resource, kind.adapt) for resource, kind in found if kind is not None and kind.adapt is not None]
    with work.stage(leaving=work.AFTER_READING):
        for resource, _ in wanted:
            resource.settle()
    for resource, adapter in wanted:
        work.spend(_PER_RESOURCE)
        adapt(resource, adapter, builder)
    for absent in configuration.absent:
        _unseen(absent, builder)
    return builder.resolve()


def _unseen(absent: Absent, builder: Builder) -> None:
    """A part that is not there may state anything about the buckets that were handed to it, or their policies alone.

    A part of the same stack needs nothing handed.
    """
    if not absent.touches and not absent.anywhere:
        return
    place = Resource("", "", absent.name, absent.name, absent.span, absent.span, evaluate=lambda: _EMPTY)
    reason = Reason("module", absent.name, absent.why, absent.span, absent.hint)
    kinds: tuple[type[Node], ...] | None = (BucketPolicy,) if absent.policies_only else None
    if absent.anywhere:
        any_bucket = Unknown(replace(reason, kind="after-apply"), span=absent.span)  # also one without a name
        builder.govern(Unseen(resource=place, reasons=(reason,), kinds=kinds), any_bucket)
    for name, value in absent.touches.items():
        if hands_bucket(name, value):
            builder.govern(Unseen(resource=place, reasons=(reason,), kinds=kinds), value)


def hands_bucket(name: str, value: Value) -> bool:
    """Whether an input may hand a bucket over: by its identity, or by a mere text under a name that speaks of one."""
    if _TAKES_BUCKET.search(name):
        return True
    return any(r.identity is not None and may_be_bucket(r.identity) for r in references(value))


_EMPTY = Mapping({}, {})
