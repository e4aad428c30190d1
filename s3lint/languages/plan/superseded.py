"""What AWS says of a bucket today counts no more where the plan has the resource that governs it."""

from __future__ import annotations

from typing import Any

from s3lint.aws.identities import BUCKET
from s3lint.aws.types import shown_as
from s3lint.languages.plan.addresses import Key, ModulePath
from s3lint.languages.plan.document import as_object
from s3lint.languages.plan.links import Links


def superseded(entries: list[tuple[dict[str, Any], Links, ModulePath, str, Key]]) -> dict[str, frozenset[str]]:
    """By bucket address, the attributes that another resource of the plan states."""
    named = {}
    for data, *_ in entries:
        name = as_object(as_object(data.get("change")).get("after")).get("bucket")
        if data.get("type") == BUCKET and isinstance(name, str):
            named[name] = str(data.get("address"))
    found: dict[str, frozenset[str]] = {}
    for data, links, path, local, key in entries:
        shown = shown_as().get(str(data.get("type")), ())
        change = as_object(data.get("change"))
        if not shown:
            continue
        expression = (links.expressions(path, local) or {}).get("bucket")
        buckets = {i.address for i in links.resolve(path, local, expression, key, BUCKET)}
        name = as_object(change.get("after")).get("bucket")
        if isinstance(name, str) and name in named:
            buckets.add(named[name])
        for bucket in buckets:
            found[bucket] = found.get(bucket, frozenset()) | set(shown)
    return found
