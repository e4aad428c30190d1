"""Summaries of well-known registry modules, for calls whose module is not on disk.

Each `.tf` file here says in few words what a module's inputs do to its bucket; its first lines name the module and
the versions that it describes.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from s3lint.source import Source

_SUMMARIES = {
    "terraform-aws-modules/s3-bucket/aws": "terraform_aws_modules_s3_bucket.tf",
    "cloudposse/s3-bucket/aws": "cloudposse_s3_bucket.tf",
}
_HOSTS = ("registry.terraform.io/", "registry.opentofu.org/")


def summary_of(source: str) -> Source | None:
    """The summary of the module that a call's source names."""
    for host in _HOSTS:
        source = source.removeprefix(host)
    name = _SUMMARIES.get(source)
    return _read(name) if name else None


@cache
def _read(name: str) -> Source:
    return Source(f"<s3lint>/{name}", files("s3lint.terraform.registry").joinpath(name).read_text("utf-8"))
