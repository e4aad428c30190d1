"""Where a root module keeps its state, and which states of other root modules it reads.

https://developer.hashicorp.com/terraform/language/backend/s3, .../backend/local,
https://developer.hashicorp.com/terraform/language/state/remote-state-data
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping

from s3lint.languages.terraform.configuration.body import argument_value
from s3lint.languages.terraform.configuration.content import Content
from s3lint.languages.terraform.configuration.module_values import ModuleValues
from s3lint.languages.terraform.configuration.scope import BodyScope
from s3lint.values import Resource, Value, dig, text_of

REMOTE_STATE = "terraform_remote_state"
_USUAL_FILE = "terraform.tfstate"


def _backends(root: ModuleValues) -> Iterator[tuple[str, Content]]:
    for declaration in root.module.settings:
        if "backend" in declaration.span.text or "cloud" in declaration.span.text:
            for block in declaration.content.blocks:
                if block.type in ("backend", "cloud"):
                    yield (block.labels[0] if block.labels else block.type), block.content


def _stated(root: ModuleValues, content: Content) -> dict[str, Value]:
    return {name: argument_value(one, BodyScope(root, one.source)) for name, one in content.arguments.items()}


def state_bucket(root: ModuleValues) -> Value | None:
    """The bucket of its backend, where that is S3 and the bucket is written there."""
    for kind, content in _backends(root):
        bucket = content.arguments.get("bucket")
        if kind == "s3" and bucket is not None:
            return argument_value(bucket, BodyScope(root, bucket.source))
    return None


def state_of(root: ModuleValues) -> str | None:
    """Where it keeps its state in the workspace `default`; None where that is not known."""
    backends = list(_backends(root))
    if not backends:
        return _place("local", {}, root.module.folder)
    kind, content = backends[-1]
    return _place(kind, _stated(root, content), root.module.folder)


def states_read(resources: Iterable[Resource], folder: str) -> dict[str, str]:
    """The states that data sources read, by their addresses, where they are known."""
    found: dict[str, str] = {}
    for resource in resources:
        if resource.type != REMOTE_STATE or resource.mode != "data":
            continue
        kind, workspace = resource.body.get("backend"), resource.body.get("workspace")
        name = text_of(kind) if kind is not None else None
        config = resource.body.get("config")
        entries = {key: value for key in ("bucket", "key", "path") if (value := dig(config, key)) is not None}
        if name is None or (workspace is not None and text_of(workspace) != "default"):
            continue
        if (state := _place(name, entries, folder)) is not None:
            found[resource.address] = state
    return found


def _place(kind: str, stated: Mapping[str, Value], folder: str) -> str | None:
    known = {key: text_of(value) for key, value in stated.items()}
    if kind == "s3":
        bucket, key = known.get("bucket"), known.get("key")
        return f"s3://{bucket}/{key}" if bucket and key else None
    if kind == "local":
        path = known.get("path") if "path" in stated else _USUAL_FILE
        return f"local:{posixpath.normpath(posixpath.join(folder, path))}" if path else None
    return None
