"""Which files may be templates: by their names and a test of their bytes. Nothing is read for that."""

from __future__ import annotations

EXTENSIONS = (".yaml", ".yml", ".json", ".template", ".cfn", ".cform", ".jsn")
# what the AWS CDK writes beside the templates
_CDK_FILES = ("manifest.json", "tree.json", "cdk.json")
_BEFORE_KEY = b"\n\r\t {,\"'"


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
