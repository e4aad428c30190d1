"""Which files are templates: by their names, a test of their bytes, and what stands in them once they are read."""

from __future__ import annotations

from s3lint.cloudformation.reading import Document, Map, Seq

EXTENSIONS = (".yaml", ".yml", ".json", ".template", ".cfn", ".cform", ".jsn")
# what the AWS CDK writes beside the templates
_CDK_FILES = ("manifest.json", "tree.json", "cdk.json")
_BEFORE_KEY = b"\n\r\t {,\"'"
_BOUNDS = (b" ", b"\t", b":", b'"', b"'", b"\r", b"\n")


def is_candidate(name: str) -> bool:
    """Whether a file's name is one that templates have."""
    lowered = name.lower().rsplit("/", 1)[-1]
    if lowered in _CDK_FILES or lowered.endswith(".assets.json") or lowered.startswith("asset."):
        return False
    return lowered.endswith(EXTENSIONS)


def looks_like_template(data: bytes) -> bool:
    """Whether the bytes hold what every template holds: `::` of a type, and `Resources` as a key."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = data.decode("utf-16", "replace").encode("utf-8", "replace")
    if b"::" not in data:
        return False
    at = data.find(b"Resources")
    while at >= 0:
        before = data[at - 1 : at]
        after = data[at + 9 : at + 60].lstrip(b"\"' \t")
        if after[:1] == b":" and (at == 0 or before in _BEFORE_KEY or (at == 3 and data[:3] == b"\xef\xbb\xbf")):
            return True
        at = data.find(b"Resources", at + 9)
    return False


def is_template(document: Document) -> bool:
    """Whether a document is a template."""
    root = document.root
    if not isinstance(root, Map):
        return False
    resources = root.get("Resources")
    if not isinstance(resources, Map):
        return False
    if "AWSTemplateFormatVersion" in root or _names_aws(root.get("Transform")):
        return True
    for key, value in resources.items():
        if key.startswith("Fn::"):
            return True
        kind = value.get("Type") if isinstance(value, Map) else None
        if isinstance(kind, str) and "::" in kind:
            return True
    return False


def _names_aws(transform: object) -> bool:
    items = transform if isinstance(transform, Seq) else [transform]
    return any(isinstance(item, str | Map) for item in items)


def is_serverless(document: Document) -> bool:
    """Whether a document is a service of the Serverless Framework that brings resources of its own."""
    root = document.root
    return isinstance(root, Map) and "service" in root and "provider" in root and "resources" in root
