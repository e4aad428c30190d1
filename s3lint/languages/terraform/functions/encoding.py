"""Encodings of strings: base64, character sets, URLs, CSV."""

from __future__ import annotations

import base64
import binascii
import codecs
import io
import urllib.parse
import zlib
from typing import Any

from s3lint.languages.terraform.functions.call import Call
from s3lint.languages.terraform.types.build import list_of, object_of, text
from s3lint.languages.terraform.types.inspect import is_wholly_known
from s3lint.languages.terraform.types.kinds import STRING, ObjectType
from s3lint.languages.terraform.types.problem import OverLimit, Problem
from s3lint.values import Scalar, Value

_MAX_TEXT = 4 << 20


def base64encode(data: str) -> str:
    """In base64."""
    return base64.b64encode(data.encode()).decode()


def _decoded(data: str) -> bytes:
    try:
        return base64.b64decode(data.replace("\n", "").replace("\r", ""), validate=True)
    except (binascii.Error, ValueError) as error:
        raise Problem("failed to decode base64 data") from error


def base64decode(data: str) -> str:
    """Out of base64; the result must be UTF-8."""
    try:
        return _decoded(data).decode()
    except UnicodeDecodeError as error:
        raise Problem("the result of decoding the provided string is not valid UTF-8") from error


def base64gzip(call: Call, arguments: list[Value]) -> Value:
    """Compressed bytes differ from one implementation to another, but for the empty string."""
    value = arguments[0]
    if isinstance(value, Scalar) and value.data == "":
        return text("H4sIAAAAAAAA/wAAAP//AQAA//8AAAAAAAAAAA==", call.span)
    if not is_wholly_known(value):
        return call.unknown(value)
    return call.unsaid("returns bytes that depend on the terraform version")


def base64gunzip(data: str) -> str:
    """The text of compressed bytes."""
    reader = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        found = reader.decompress(_decoded(data), _MAX_TEXT)
        if reader.unconsumed_tail:
            raise OverLimit("produces a string that is too long")
        return found.decode()
    except (zlib.error, UnicodeDecodeError) as error:
        raise Problem("failed to decompress the data") from error


def _codec(name: str) -> str:
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError) as error:
        raise Problem(f"{name!r} is not a supported IANA encoding name or alias") from error
    if not found._is_text_encoding:
        raise Problem(f"{name!r} is not a supported IANA encoding name or alias")
    return "utf-16-be" if found.name == "utf-16" else found.name


def textencodebase64(data: str, encoding: str) -> str:
    """In a character set, then in base64."""
    try:
        encoded = data.encode(_codec(encoding))
    except UnicodeError as error:
        raise Problem("the given string contains characters that cannot be represented") from error
    mark = b"\xfe\xff" if codecs.lookup(encoding).name == "utf-16" else b""
    return base64.b64encode(mark + encoded).decode()


def textdecodebase64(data: str, encoding: str) -> str:
    """Out of base64, from a character set."""
    try:
        return _decoded(data).decode(_codec(encoding)).removeprefix("\ufeff")
    except UnicodeError as error:
        raise Problem("the given string contains bytes that cannot be decoded") from error


def urlencode(data: str) -> str:
    """As a part of a URL's query."""
    return urllib.parse.quote_plus(data, safe="~")


def urldecode(data: str) -> str:
    """Out of a URL's query."""
    try:
        return urllib.parse.unquote_plus(data, errors="strict")
    except UnicodeDecodeError as error:
        raise Problem("the result is not valid UTF-8") from error


def csvdecode(call: Call, arguments: list[Value]) -> Value:
    """A list of objects, one for each line below the header."""
    value = arguments[0]
    if not isinstance(value, Scalar):
        return call.unknown(value)
    import csv

    try:
        rows: list[list[Any]] = [row for row in csv.reader(io.StringIO(str(value.data)), strict=True) if row]
    except csv.Error as error:
        raise Problem(f"invalid CSV: {error}") from error
    if not rows:
        raise Problem("missing header line")
    header = rows[0]
    if len(set(header)) != len(header):
        raise Problem("duplicate column name")
    call.budget.items(len(rows) * len(header))
    items: list[Value] = []
    for row in rows[1:]:
        if len(row) != len(header):
            raise Problem("wrong number of fields")
        entries: dict[str, Value] = {name: text(cell, call.span) for name, cell in zip(header, row, strict=True)}
        items.append(object_of(entries, None, call.span))
    return list_of(ObjectType.of(dict.fromkeys(header, STRING)), items, call.span)
