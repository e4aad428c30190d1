"""How the comments and constructs of a file are written, and its outline."""

from __future__ import annotations

from s3lint.edit.outline import Outline
from s3lint.source import Source

_TERRAFORM = (".tf", ".tofu", ".tfvars", ".hcl")


def notation(path: str, text: str) -> str:
    """How a file is written: hcl, json or yaml."""
    if path.endswith(_TERRAFORM):
        return "hcl"
    return "json" if text.lstrip()[:1] in ("{", "[") else "yaml"


def outline_of(path: str, text: str) -> Outline | None:
    """The outline of a file; None of JSON, which has neither comments nor lines that could be relied on."""
    kind = notation(path, text)
    if kind == "hcl":
        from s3lint.edit import hcl

        return hcl.outline(Source(path, text))
    if kind == "yaml":
        from s3lint.edit import yaml

        return yaml.outline(text)
    return None
