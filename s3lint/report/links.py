"""Addresses that reports link to."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from typing import Protocol
from urllib.parse import quote

from s3lint.source import Location, is_inside

HOME = "https://github.com/s3lint/s3lint"
PAGES = f"{HOME}/blob/main/docs/checks/"


class Placed(Protocol):
    """What knows how its paths read for a code host."""

    @property
    def here(self) -> str:
        """The current folder as seen from the repository's root."""

    @property
    def base(self) -> str:
        """The repository's root as seen from the current folder."""

    @property
    def files(self) -> Sequence[str]:
        """The files that were read."""


def help_uri(code: str) -> str:
    """The page of a check, or of a code of the analysis itself."""
    return f"{PAGES}{code}.md"


def in_repository(report: Placed, path: str) -> str:
    """A path as seen from the folder of the repository: what code hosts expect."""
    here = posixpath.join("/", report.here)
    return posixpath.relpath(posixpath.join(here, path), posixpath.normpath(posixpath.join(here, report.base)))


def uri(report: Placed, path: str) -> str:
    """A path as a relative, percent-encoded URI."""
    # a colon in the first segment would read as a scheme
    return quote(in_repository(report, path).encode("utf-8", "surrogatepass"), safe="/-._~")


def on_a_file(report: Placed, place: Location) -> Location:
    """The place, or the first file of the folder that it names: code hosts show findings in files alone."""
    if place.path in report.files:
        return place
    inside = (file for file in sorted(report.files) if is_inside(file, place.path))
    return Location(next(inside, place.path), place.line, place.column, place.end_line, place.end_column)


def source_link(report: Placed, source_url: str, place: Location) -> str:
    """The address of a line at a code host, or nothing where the host is not known."""
    return f"{source_url}/{uri(report, place.path)}#L{place.line}" if source_url else ""
