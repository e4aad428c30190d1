"""Where a root module keeps its state, and which states of other root modules it reads.

https://developer.hashicorp.com/terraform/language/backend/s3, …/local, …/gcs, …/azurerm, …/http, …/consul, …/remote,
https://developer.hashicorp.com/terraform/language/state/remote-state-data
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from s3lint.languages.terraform.configuration.body import argument_value
from s3lint.languages.terraform.configuration.content import Content
from s3lint.languages.terraform.configuration.module_values import ModuleValues
from s3lint.languages.terraform.configuration.scope import BodyScope
from s3lint.values import Resource, Scalar, Value, dig, text_of

REMOTE_STATE = "terraform_remote_state"
_USUAL_FILE = "terraform.tfstate"
_CLOUD = frozenset({"remote", "cloud"})
_TOLD_BY = {  # what says where a state is, which a backend and who reads it write alike
    "azurerm": ("storage_account_name", "container_name", "key"),
    "consul": ("path",),
    "gcs": ("bucket", "prefix"),
    "http": ("address",),
    "s3": ("bucket", "key"),
}
Stated = Callable[..., Value | None]
"""The value at a path in a backend's settings."""


def _backends(root: ModuleValues) -> Iterator[tuple[str, Content]]:
    for declaration in root.module.settings:
        if "backend" in declaration.span.text or "cloud" in declaration.span.text:
            for block in declaration.content.blocks:
                if block.type in ("backend", "cloud"):
                    yield (block.labels[0] if block.labels else block.type), block.content


def _stated(root: ModuleValues, content: Content, *path: str) -> Value | None:
    if len(path) > 1:
        inner = next(content.nested(path[0]), None)
        return _stated(root, inner.content, *path[1:]) if inner is not None else None
    found = content.arguments.get(path[0])
    return argument_value(found, BodyScope(root, found.source)) if found is not None else None


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
        return place_of("local", lambda *path: None, root.module.folder)
    kind, content = backends[-1]
    return place_of(kind, partial(_stated, root, content), root.module.folder)


def states_read(resources: Iterable[Resource], folder: str) -> dict[str, str]:
    """The states that data sources read, by their addresses, where they are known."""
    found: dict[str, str] = {}
    for resource in resources:
        if resource.type != REMOTE_STATE or resource.mode != "data":
            continue
        kind, workspace = resource.body.get("backend"), resource.body.get("workspace")
        name = text_of(kind) if kind is not None else None
        if name is None or (workspace is not None and text_of(workspace) != "default"):
            continue
        if (state := place_of(name, partial(dig, resource.body.get("config")), folder)) is not None:
            found[resource.address] = state
    return found


def place_of(kind: str, stated: Stated, folder: str) -> str | None:
    """Where a state lies, as a text that is the same for who keeps it and who reads it; None where it is not known."""
    if kind == "local":
        path = stated("path")
        known = text_of(path) if path is not None else _USUAL_FILE
        return f"local:{posixpath.normpath(posixpath.join(folder, known))}" if known else None
    if kind in _CLOUD:
        host = stated("hostname")
        said = [host or Scalar("app.terraform.io"), stated("organization"), stated("workspaces", "name")]
        kind = "remote"
    else:
        said = [stated(name) for name in _TOLD_BY.get(kind, ())]
    texts = [text_of(value) if value is not None else None for value in said]
    return f"{kind}://{'/'.join(filter(None, texts))}" if texts and all(texts) else None
