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
# the addresses of a repository: https://developer.hashicorp.com/terraform/language/modules/sources#github
_REPOSITORY = re.compile(
    r"(?:git::(?:https|ssh)://(?:[\w-]+@)?github\.com/|(?:git::)?git@github\.com:|github\.com/)"
    r"([\w.-]+)/terraform-([a-z0-9]+)-([\w-]+)(?:\.git)?(?:\?(.*))?",
    re.IGNORECASE,
)
_RELEASE = re.compile(r"(?:refs/)?(?:tags/)?(v?\d+(?:\.\d+)*)")
_NEWEST = ("HEAD", "main", "master")


def known_modules() -> tuple[str, ...]:
    """The modules that have a summary, as calls name them: in the registry, and by their repository."""
    return (*_SUMMARIES, *map(_repository, _SUMMARIES))


def summary_of(source: str, version: str | None) -> Source | None:
    """The summary of the module that a call's source names, if it describes the version that the call asks for.

    A fork has none: it exists to differ, and more than one module is called `terraform-aws-s3-bucket`.
    """
    for host in _HOSTS:
        source = source.removeprefix(host)
    if (repository := _REPOSITORY.fullmatch(source)) is not None:
        owner, provider, name, query = repository.groups()
        source = f"{owner}/{name}/{provider}".lower()
        version = _release(query or "")
        if version is None:
            return None
    if source not in _SUMMARIES:
        return None
    name, majors = _SUMMARIES[source]
    return _read(name) if all(major in majors for major in _majors(version or "")) else None


def _repository(module: str) -> str:
    """The repository of a module, as the registry wants it to be called."""
    owner, name, provider = module.split("/")
    return f"{owner}/terraform-{provider}-{name}"


def _release(query: str) -> str | None:
    """The release that a git address asks for, empty for the newest; None for a commit or another branch."""
    ref = dict(part.partition("=")[::2] for part in query.split("&")).get("ref", "HEAD")
    if ref in _NEWEST:
        return ""
    found = _RELEASE.fullmatch(ref)
    return found[1] if found else None


def _majors(constraint: str) -> list[int]:
    """The major versions that a constraint ends at; none where it takes the newest."""
    found = map(_LIMIT.match, constraint.split(","))
    # `< 4.0` ends before 4
    return [int(m[2]) - (m[1] == "<" and m[3] is not None) for m in found if m]


@cache
def _read(name: str) -> Source:
    return Source(f"<s3lint>/{name}", files("s3lint.languages.terraform.registry").joinpath(name).read_text("utf-8"))
