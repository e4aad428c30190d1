"""cdk.out/manifest.json: the account and region that the AWS CDK synthesized a template for."""

from __future__ import annotations

import json
from typing import Any

from s3lint.lazy import lazy_re
from s3lint.source import FileProblem, Tree, folder_of, join, name_of

_ENVIRONMENT = lazy_re(r"aws://([^/]+)/([^/]+)\Z")
_MAX_BYTES = 4 << 20


def environment(tree: Tree, template: str) -> tuple[str | None, str | None]:
    """The account and region of a synthesized template, each None where it is open."""
    manifest = join(folder_of(template), "manifest.json")
    if not template.endswith(".template.json") or manifest is None or not tree.is_file(manifest):
        return None, None
    try:
        content: Any = json.loads(tree.read(manifest, _MAX_BYTES))
    except (FileProblem, ValueError, RecursionError):
        return None, None
    artifacts = content.get("artifacts") if isinstance(content, dict) else None
    for artifact in artifacts.values() if isinstance(artifacts, dict) else ():
        properties = artifact.get("properties") if isinstance(artifact, dict) else None
        if isinstance(properties, dict) and properties.get("templateFile") == name_of(template):
            found = _ENVIRONMENT.match(str(artifact.get("environment", "")))
            if found:
                account, region = found.groups()
                return (
                    account if account.isdecimal() else None,
                    region if not region.startswith("unknown") else None,
                )
    return None, None
