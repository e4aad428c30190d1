"""`s3lint can` for programs, version 1 (docs/can.md). Keys are only ever added."""

from __future__ import annotations

from typing import Any

from s3lint.engine.permissions import BucketPermissions, Permission, Permissions
from s3lint.report.formats.json import diagnostic, location
from s3lint.report.options import Options
from s3lint.report.untrusted import json_text

VERSION = 1


def render(told: Permissions, options: Options) -> str:
    """The answers as JSON."""
    data = {
        "version": VERSION,
        "tool": {"name": "s3lint", "version": told.version},
        "question": {
            "who": told.asking.who,
            "action": told.asking.action,
            "what": told.asking.what,
            "context": dict(told.asking.context),
        },
        "complete": told.complete,
        "buckets": [_bucket(bucket) for bucket in told.buckets],
        "diagnostics": [diagnostic(one) for one in told.diagnostics],
    }
    return json_text(data)


def _bucket(bucket: BucketPermissions) -> dict[str, Any]:
    return {
        "address": bucket.address,
        "root": bucket.root,
        "location": bucket.location and location(bucket.location),
        "answers": [_permission(one) for one in bucket.permissions],
    }


def _permission(one: Permission) -> dict[str, Any]:
    return {
        "who": one.who,
        "state": one.state,
        "actions": list(one.actions),
        "request": one.request,
        "resource": one.resource,
        "context": {carried.key: carried.value for carried in one.context},
        "decides": one.decides,
        "steps": [
            {"effect": step.effect, "text": step.text, "location": step.location and location(step.location)}
            for step in one.steps
        ],
    }
