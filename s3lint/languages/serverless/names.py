"""How the files of a service are told: by a few words at the beginning of their lines. Nothing is read for that."""

from __future__ import annotations

from s3lint.lazy import lazy_re
from s3lint.source import name_of

_CODE = ("serverless.ts", "serverless.js", "serverless.cjs", "serverless.mjs")
_ENDINGS = (".yml", ".yaml", ".json")
_SERVICE = lazy_re(rb"""(?m)^service[ \t]*:(?:[ \t]*['"]?[\w$]|[ \t]*\r?\n(?:[ \t]*#[^\n]*\n)*[ \t]+name[ \t]*:)""")
_PROVIDER = lazy_re(rb"(?m)^provider[ \t]*:")


def is_code(path: str) -> bool:
    """Whether a service of this name is written in a programming language."""
    return name_of(path) in _CODE


def may_be_service(path: str) -> bool:
    """Whether a file of this name may declare a service."""
    return is_code(path) or path.lower().endswith(_ENDINGS)


def looks_like_service(path: str, data: bytes) -> bool:
    """Whether the bytes hold what every service on AWS holds: its name, and `provider`."""
    if b"service" not in data or b"provider" not in data or b"aws" not in data:
        return False
    if is_code(path):
        return True
    if path.lower().endswith(".json"):
        return name_of(path).startswith("serverless")
    return _PROVIDER.search(data) is not None and _SERVICE.search(data) is not None
