"""Where a unit's module lies: in the tree, in a registry, or elsewhere.

https://docs.terragrunt.com/reference/hcl/blocks/#terraform
"""

from __future__ import annotations

import re

from s3lint.languages.terraform.configuration.library import Library
from s3lint.languages.terraform.configuration.locate import Nowhere, fetched, own_folder
from s3lint.languages.terraform.configuration.module import Module
from s3lint.languages.terraform.registry.addresses import Address, address_of
from s3lint.languages.terragrunt.paths import in_tree
from s3lint.lazy import lazy_re
from s3lint.record import Struct
from s3lint.source import Tree, join
from s3lint.values import Scalar, Value

_REGISTRY = lazy_re(r"tfr://([\w.-]*)/([^?]+?)/?(?:\?version=([^&]*))?")
# what go-getter takes for an address: a scheme, a getter, or a host that it knows
_ELSEWHERE = lazy_re(r"[\w+.-]+::|(?!file:)[\w+.-]+://|[\w.-]+@[\w.-]+:|(?:github|gitlab|bitbucket)\.(?:com|org)/")


class Located(Struct, frozen=True):
    """A folder of the tree or its history, or the summary that stands for a module elsewhere; else why it is not here.

    Where there is a folder too, it may be another one.
    """

    folder: str | None = None
    summary: Module | None = None
    nowhere: Nowhere | None = None


def is_elsewhere(source: str) -> bool:
    """Whether a source is no path of this machine."""
    return _ELSEWHERE.match(source) is not None


def local_folder(source: str, folder: str) -> str | None:
    """The folder that a local source names; None where it leads out of the tree. Behind `//` a path inside of it."""
    root, _, inside = source.removeprefix("file://").partition("//")
    place = in_tree(root or ".", folder)
    return join(place, inside) if place is not None and inside else place


def locate(source: str, version: Value | None, folder: str, tree: Tree, library: Library) -> Located:
    """The module that a unit's source names, as seen from the unit's folder."""
    if not is_elsewhere(source):
        near = local_folder(source, folder)
        if near is None:
            return Located(nowhere=Nowhere("is outside the scanned tree", "scan a folder that contains both"))
        if not tree.is_folder(near):
            return Located(nowhere=Nowhere(f"is not here: the folder {near} does not exist", ""))
        return Located(folder=near)
    found: Module | Nowhere | str | None = in_repository(source, folder, library)
    if found is None:
        found = fetched(library, source, *_address(source, version), "terragrunt")
    if isinstance(found, Nowhere):
        return Located(nowhere=found)
    return Located(folder=found) if isinstance(found, str) else Located(summary=found)


def in_repository(source: str, folder: str, library: Library) -> str | Nowhere | None:
    """The folder that a source names in the repository itself: in the tree, or at its ref; None for all others."""
    text, _, query = source.partition("?")
    path, _, inside = text.removeprefix("git::").removeprefix("file://").partition("//")
    address = address_of(_as_terraform(source))
    if text.startswith("git::") and not is_elsewhere(path) and in_tree(path, folder) == ".":  # it is cloned from here
        place = join(".", inside or ".")
        ref = dict(part.partition("=")[::2] for part in query.split("&")).get("ref", "")
        address = Address(repository="file", folder=place, ref=ref) if place is not None else None
    elif address is None or not address.repository or address.repository != library.repository:
        return None
    return own_folder(library, address, source) if address is not None else None


def _address(source: str, version: Value | None) -> tuple[Address | None, Value | None]:
    """The address that a source is, and the version that it asks for."""
    registry = _REGISTRY.fullmatch(source)
    if registry is None:
        return address_of(_as_terraform(source)), None
    host, module, pinned = registry.groups()
    return address_of(f"{host}/{module}" if host else module), version or (Scalar(pinned) if pinned else None)


def _as_terraform(source: str) -> str:
    """A source as a module call writes it: the whole of a repository has no path inside of it."""
    address, _, query = source.partition("?")
    address = re.sub(r"^https://(?=github\.com/)", "", re.sub(r"/{2}\.?$", "", address))
    return f"{address}?{query}" if query else address
