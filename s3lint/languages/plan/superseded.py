"""What AWS says of a bucket today counts no more where the plan changes the resource that governs it."""

from __future__ import annotations

from typing import Any

from s3lint.languages.plan.addresses import Key, ModulePath
from s3lint.languages.plan.document import as_object
from s3lint.languages.plan.links import Links

# resources of their own since provider v4, and the bucket's computed attributes that show the same
_SHOWN_BY = {
    "aws_s3_bucket_versioning": ("versioning",),
    "aws_s3_bucket_logging": ("logging",),
    "aws_s3_bucket_server_side_encryption_configuration": ("server_side_encryption_configuration",),
    "aws_s3_bucket_policy": ("policy",),
    "aws_s3_bucket_acl": ("acl", "grant"),
    "aws_s3_bucket_lifecycle_configuration": ("lifecycle_rule",),
    "aws_s3_bucket_replication_configuration": ("replication_configuration",),
    "aws_s3_bucket_object_lock_configuration": ("object_lock_configuration",),
    "aws_s3_bucket_website_configuration": ("website",),
    "aws_s3_bucket_cors_configuration": ("cors_rule",),
}


def superseded(entries: list[tuple[dict[str, Any], Links, ModulePath, str, Key]]) -> dict[str, frozenset[str]]:
    """By bucket address, the attributes that another resource of the plan is about to change."""
    named = {}
    for data, *_ in entries:
        name = as_object(as_object(data.get("change")).get("after")).get("bucket")
        if data.get("type") == "aws_s3_bucket" and isinstance(name, str):
            named[name] = str(data.get("address"))
    found: dict[str, frozenset[str]] = {}
    for data, links, path, local, key in entries:
        shown = _SHOWN_BY.get(str(data.get("type")), ())
        change = as_object(data.get("change"))
        if not shown or change.get("actions") == ["no-op"]:
            continue
        expression = (links.expressions(path, local) or {}).get("bucket")
        buckets = {i.address for i in links.resolve(path, local, expression, key, "aws_s3_bucket")}
        name = as_object(change.get("after")).get("bucket")
        if isinstance(name, str) and name in named:
            buckets.add(named[name])
        for bucket in buckets:
            found[bucket] = found.get(bucket, frozenset()) | set(shown)
    return found
