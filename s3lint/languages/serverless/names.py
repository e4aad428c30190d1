"""How the files of a service are told: by a few words at the beginning of their lines. Nothing is read for that."""

from __future__ import annotations

from s3lint.languages.cloudformation.detect import words
from s3lint.lazy import lazy_re
from s3lint.source import name_of

_CODE = ("serverless.ts", "serverless.js", "serverless.cjs", "serverless.mjs")
_ENDINGS = (".yml", ".yaml", ".json")
_SERVICE = lazy_re(rb"""(?m)^service[ \t]*:(?:[ \t]*['"]?[\w$]|[ \t]*\r?\n(?:[ \t]*#[^\n]*\n)*[ \t]+name[ \t]*:)""")
# in any other spelling: quoted, complex, with an anchor, in braces, behind a byte order mark
_ODD = rb"""(?m)(?<![\w-])%s["']?[ \t]*(?::|$)"""
_ODD_SERVICE, _ODD_PROVIDER = lazy_re(_ODD % b"service"), lazy_re(_ODD % b"provider")
_LARGEST = 1 << 20  # bytes
_PROVIDER = lazy_re(rb"(?m)^provider[ \t]*:")


def is_code(path: str) -> bool:
    """Whether a service of this name is written in a programming language."""
    return name_of(path) in _CODE


def may_be_service(path: str) -> bool:
    """Whether a file of this name may declare a service."""
    return is_code(path) or path.lower().endswith(_ENDINGS)


def looks_like_service(path: str, data: bytes) -> bool:
    """Whether the bytes hold what every service on AWS holds: its name, and `provider`."""
    text = words(data)
    if not all(word in text for word in (b"service", b"provider", b"aws")):
        return False
    if is_code(path):
        return True
    if path.lower().endswith(".json"):
        return name_of(path).startswith("serverless")
    if _PROVIDER.search(text) is not None and _SERVICE.search(text) is not None:
        return True
    return len(text) <= _LARGEST and _is_service(data, text.replace(b"\r", b"\n"))


def _is_service(data: bytes, text: bytes) -> bool:
    """Whether the keys of a service are there, not written as everybody writes them."""
    if _ODD_SERVICE.search(text) is None or _ODD_PROVIDER.search(text) is None:
        return False
    from s3lint.languages.cloudformation.reading import Map, read

    roots = [document.root for document in read("", data).documents if isinstance(document.root, Map)]
    named = (root["service"] for root in roots if root.get("provider") and "service" in root)
    return any(isinstance(name, str) or (isinstance(name, Map) and "name" in name) for name in named)
