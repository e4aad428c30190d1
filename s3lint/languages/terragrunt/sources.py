"""Where a unit's module lies: in the tree, in a registry, or elsewhere.

https://docs.terragrunt.com/reference/hcl/blocks/#terraform
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from s3lint.languages.terraform.configuration.library import Library
from s3lint.languages.terraform.configuration.locate import Nowhere, own_folder, shown_source
from s3lint.languages.terraform.configuration.module import Module
from s3lint.languages.terraform.registry import summary_of, without_buckets
from s3lint.languages.terraform.registry.addresses import Address, address_of
from s3lint.languages.terragrunt.paths import in_tree
from s3lint.source import Tree, join

_REGISTRY = re.compile(r"tfr://([\w.-]*)/([^?]+?)/?(?:\?version=([^&]*))?")
# what go-getter takes for an address: a scheme, a getter, or a host that it knows
_ELSEWHERE = re.compile(r"[\w+.-]+::|(?!file:)[\w+.-]+://|[\w.-]+@[\w.-]+:|(?:github|gitlab|bitbucket)\.(?:com|org)/")


@dataclass(frozen=True, slots=True)
class Located:
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


def locate(source: str, version: str | None, folder: str, tree: Tree, library: Library) -> Located:
    """The module that a unit's source names, as seen from the unit's folder."""
    if not is_elsewhere(source):
        found = local_folder(source, folder)
        if found is None:
            return Located(nowhere=Nowhere("is outside the scanned tree", "scan a folder that contains both"))
        if not tree.is_folder(found):
            return Located(nowhere=Nowhere(f"is not here: the folder {found} does not exist", ""))
        return Located(folder=found)
    nowhere = Nowhere("is not on disk (terragrunt would fetch it)", "", shown_source(source), is_remote=True)
    address, wanted = _address(source, version)
    if address is None:
        return Located(nowhere=nowhere)
    if address.repository and address.repository == library.repository:
        own = own_folder(library, address, source)
        return Located(nowhere=own) if isinstance(own, Nowhere) else Located(folder=own)
    summary = summary_of(address, wanted, ())
    if summary is not None:
        return Located(summary=library.summary(summary))
    return Located(nowhere=replace(nowhere, without_buckets=without_buckets(address, wanted)))


def _address(source: str, version: str | None) -> tuple[Address | None, str | None]:
    """The address that a source is, and the version that it asks for."""
    registry = _REGISTRY.fullmatch(source)
    if registry is None:
        return address_of(_as_terraform(source)), None
    host, module, pinned = registry.groups()
    return address_of(f"{host}/{module}" if host else module), version or pinned


def _as_terraform(source: str) -> str:
    """A source as a module call writes it: the whole of a repository has no path inside of it."""
    address, _, query = source.partition("?")
    address = re.sub(r"^https://(?=github\.com/)", "", re.sub(r"/{2}\.?$", "", address))
    return f"{address}?{query}" if query else address
