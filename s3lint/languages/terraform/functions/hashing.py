"""Hashes of strings."""

from __future__ import annotations

import base64
import hashlib
import uuid

from s3lint.languages.terraform.types.problem import Problem

_NAMESPACES = {
    "dns": uuid.NAMESPACE_DNS,
    "url": uuid.NAMESPACE_URL,
    "oid": uuid.NAMESPACE_OID,
    "x500": uuid.NAMESPACE_X500,
}


def digest(algorithm: str, data: bytes) -> bytes:
    """The hash of bytes."""
    return hashlib.new(algorithm, data, usedforsecurity=False).digest()


def md5(text: str) -> str:
    """MD5 in hexadecimal."""
    return digest("md5", text.encode()).hex()


def sha1(text: str) -> str:
    """SHA-1 in hexadecimal."""
    return digest("sha1", text.encode()).hex()


def sha256(text: str) -> str:
    """SHA-256 in hexadecimal."""
    return digest("sha256", text.encode()).hex()


def sha512(text: str) -> str:
    """SHA-512 in hexadecimal."""
    return digest("sha512", text.encode()).hex()


def base64sha256(text: str) -> str:
    """SHA-256 in base64."""
    return base64.b64encode(digest("sha256", text.encode())).decode()


def base64sha512(text: str) -> str:
    """SHA-512 in base64."""
    return base64.b64encode(digest("sha512", text.encode())).decode()


def uuidv5(namespace: str, name: str) -> str:
    """A UUID made from names."""
    try:
        space = _NAMESPACES.get(namespace) or uuid.UUID(namespace)
    except ValueError as error:
        raise Problem("uuidv5() doesn't support the given namespace") from error
    return str(uuid.uuid5(space, name))
