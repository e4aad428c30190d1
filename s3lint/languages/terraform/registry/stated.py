"""Summaries that the scanned repository itself holds, of modules that are not on disk: `[[module]]`."""

from __future__ import annotations

from collections.abc import Iterable

from s3lint.languages.terraform.registry import majors_of
from s3lint.languages.terraform.registry.addresses import Address, address_of
from s3lint.values.inputs import GivenSummary


def stated_summary(source: str, version: str | None, given: Iterable[GivenSummary]) -> GivenSummary | None:
    """The first that is stated for the module of a call, in the version that the call asks for."""
    asked = address_of(source)
    for one in given:
        if _same(source, asked, one.source) and _fits(asked, version, one.majors):
            return one
    return None


def _same(source: str, asked: Address | None, stated: str) -> bool:
    """Whether two sources name the same module, whatever release they ask for."""
    known = address_of(stated)
    if asked is None or known is None:
        return source.partition("?")[0] == stated.partition("?")[0]
    return _place(asked) == _place(known)


def _place(address: Address) -> tuple[str, str, str]:
    name = f"{address.host}/{address.module}" if not address.repository else ""
    return name, address.repository, address.folder


def _fits(asked: Address | None, version: str | None, majors: tuple[int, ...]) -> bool:
    """Whether a call asks for one of the major versions; a commit or branch does not say which it is."""
    if not majors:
        return True
    if asked is not None and asked.repository:
        version = asked.release
    if version is None and asked is not None and asked.repository:
        return False
    return all(major in majors for major in majors_of(version or ""))
