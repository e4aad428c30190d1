"""Summaries of well-known registry modules, for calls whose module is not on disk.

Each `.tf` file here says in few words what a module's inputs do to its bucket; its first lines name the module and
the versions that it describes.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from s3lint.source import Source

_SUMMARIES = {
    "terraform-aws-modules/s3-bucket/aws": ("terraform_aws_modules_s3_bucket.tf", {4, 5}),
    "cloudposse/s3-bucket/aws": ("cloudposse_s3_bucket.tf", {3, 4}),
}
_HOSTS = ("registry.terraform.io/", "registry.opentofu.org/")
_LIMIT = re.compile(r"\s*(=|~>|<=|<|)\s*v?(\d+)((?:\.0+)*\s*$)?")


def known_modules() -> tuple[str, ...]:
    """The modules that have a summary, as calls name them."""
    return tuple(_SUMMARIES)


def summary_of(source: str, version: str | None) -> Source | None:
    """The summary of the module that a call's source names, if it describes the version that the call asks for."""
    for host in _HOSTS:
        source = source.removeprefix(host)
    if source not in _SUMMARIES:
        return None
    name, majors = _SUMMARIES[source]
    return _read(name) if all(major in majors for major in _majors(version or "")) else None


def _majors(constraint: str) -> list[int]:
    """The major versions that a constraint ends at; none where it takes the newest."""
    found = map(_LIMIT.match, constraint.split(","))
    # `< 4.0` ends before 4
    return [int(m[2]) - (m[1] == "<" and m[3] is not None) for m in found if m]


@cache
def _read(name: str) -> Source:
    return Source(f"<s3lint>/{name}", files("s3lint.languages.terraform.registry").joinpath(name).read_text("utf-8"))
