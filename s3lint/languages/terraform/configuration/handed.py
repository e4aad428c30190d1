"""Whether a module call hands its module anything of S3: a bucket, a grant, a place for logs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as Named

from s3lint.languages.terraform.types.inspect import is_wholly_known
from s3lint.lazy import lazy_re
from s3lint.values import Mapping, OneOf, Scalar, Sequence, Text, Unknown, Value

# S3 and its buckets, in names and texts; grants of everything
_OF_S3 = lazy_re(r"(?<![A-Za-z0-9])[sS]3(?![0-9a-z])|AmazonS3|[bB]ucket")
_OF_ALL = lazy_re(r'AdministratorAccess|PowerUserAccess|"(?:Not)?Action":\s*\[?\s*"\*"')
_GRANTS = lazy_re(r"polic|statement|endpoint")  # inputs that may hold anything as long as they are not known
# what people call a thing says nothing of what it is handed
_NAMES = frozenset(
    (
        "alias",
        "aliases",
        "comment",
        "description",
        "identifier",
        "label",
        "labels",
        "name",
        "name_prefix",
        "tags",
        "title",
    )
)
_ACTIONS = lazy_re(r"(?:not_?)?actions?", re.IGNORECASE)


def is_handed_s3(given: Named[str, Value], *, grants: bool) -> bool:
    """Whether the arguments of a call speak of S3, or may; `grants` says whether the module makes policies of them."""
    return any(_speaks_of_s3(name, value, grants) for name, value in given.items())


def _speaks_of_s3(name: str, value: Value, grants: bool) -> bool:
    if isinstance(value, Scalar) and value.data in (None, False, "false"):
        return False
    if _OF_S3.search(name) or (grants and _GRANTS.search(name) and not is_wholly_known(value)):
        return True
    return any(_OF_S3.search(text) or (grants and _OF_ALL.search(text)) for text in _texts(name, value))


def _texts(name: str, value: Value | None) -> Iterator[str]:
    """Every text in a value that is no name, and what names those that are not known."""
    if name in _NAMES:
        return
    if isinstance(value, Scalar):
        if isinstance(value.data, str):
            yield '"Action": "*"' if value.data == "*" and _ACTIONS.fullmatch(name) else value.data
        if value.identity is not None:
            yield f"{value.identity.type} {value.identity.address} {value.identity.attribute}"
    elif isinstance(value, Text):
        for part in value.parts:
            yield from [part] if isinstance(part, str) else _texts(name, part)
    elif isinstance(value, Unknown):
        if value.identity is not None:
            yield f"{value.identity.type} {value.identity.address} {value.identity.attribute}"
    elif isinstance(value, Sequence):
        for item in value.items:
            yield from _texts(name, item)
    elif isinstance(value, Mapping):
        for key, entry in value.entries.items():
            yield key
            yield from _texts(key, entry)
    elif isinstance(value, OneOf):
        for choice in value.choices:
            yield from _texts(name, choice.value)
