"""A plan of what is deployed now, made of the plan of a change: each resource as it is before it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from s3lint.languages.plan.document import as_list, as_object, decode


def as_deployed(data: bytes) -> bytes | None:
    """The JSON of a plan that changes nothing, of what another says there is; None for what is not such JSON."""
    try:
        plan = json.loads(decode(data))
    except (ValueError, RecursionError):
        return None
    if not isinstance(plan, dict) or not {"resource_changes", "planned_values"} & plan.keys():
        return None
    prior = as_object(as_object(plan.get("prior_state")).get("values"))
    if "resource_changes" in plan:
        plan["resource_changes"] = list(_changes(plan["resource_changes"]))
    return json.dumps({**plan, "planned_values": prior}).encode()


def _changes(changes: Any) -> Iterator[dict[str, Any]]:
    """What exists, unchanged. It bears the address that it will have, so that a move is no change."""
    for entry in as_list(changes):
        change = as_object(as_object(entry).get("change"))
        before = change.get("before")
        if isinstance(entry, dict) and before is not None:
            sensitive = change.get("before_sensitive", False)
            kept = {"actions": ["no-op"], "before": before, "after": before, "after_unknown": {}}
            yield {**entry, "previous_address": None, "change": {**kept, "after_sensitive": sensitive}}
