"""Where modules lie that are no folders beside their callers: addresses of a registry or of a git repository.

https://developer.hashicorp.com/terraform/language/modules/sources
"""

from __future__ import annotations

from s3lint.lazy import lazy_re
from s3lint.record import Struct, replace
from s3lint.source import join
from s3lint.source.repository import repository_of

_HOSTS = ("registry.terraform.io", "registry.opentofu.org")
# git hosts that an address may name without saying `git::`; none of them is a registry
_FORGES = ("github.com/", "bitbucket.org/", "gitlab.com/")
_REGISTRY = lazy_re(r"(?:([\w.-]+\.[\w-]+(?::\d+)?)/)?([\w-]+)/([\w-]+)/([\w-]+)")
_NAMED = lazy_re(r"(?:.*/)?([\w.-]+)/terraform-([a-z0-9]+)-([\w-]+)")
_RELEASE = lazy_re(r"(?:refs/)?(?:tags/)?v?(\d+(?:\.\d+)*)")
_COMMIT = lazy_re(r"[0-9a-f]{40}")
_NEWEST = ("", "HEAD", "main", "master")


class Address(Struct, frozen=True):
    """A module's address taken apart. `module` is what a registry calls it: NAMESPACE/NAME/PROVIDER."""

    module: str = ""  # empty where the repository's name is not that of a registry's module
    host: str = ""  # of a registry that is not a public one
    repository: str = ""  # of a git address: host and path; else empty
    folder: str = "."  # inside of the module or repository
    ref: str = ""  # of a git address, where it has one

    @property
    def release(self) -> str | None:
        """The release that a git address asks for, empty for the newest; None for a commit or another branch."""
        if self.ref in _NEWEST:
            return ""
        found = _RELEASE.fullmatch(self.ref)
        return found[1] if found else None

    @property
    def commit(self) -> str:
        """The commit that a git address asks for, where it says so."""
        return self.ref if _COMMIT.fullmatch(self.ref) else ""


def address_of(source: str) -> Address | None:
    """The address that a call's source is; None for archives, buckets and whatever else."""
    found = _taken_apart(source)
    folder = join(".", found.folder) if found is not None else None  # `a/../b` is `b`
    return replace(found, folder=folder) if found is not None and folder is not None else None


def _taken_apart(source: str) -> Address | None:
    text, _, query = source.partition("?")
    scheme, colons, rest = text.partition("::")
    if colons and scheme != "git":
        return None
    text, folder = _split(rest if colons else text)
    if not colons and (found := _REGISTRY.fullmatch(text)) and not text.startswith(_FORGES):
        host = found[1] or ""
        return Address("/".join(found.groups()[1:]), "" if host in _HOSTS else host, folder=folder)
    if not colons and not text.startswith((*_FORGES, "git@", "ssh://")):
        return None
    return _in_git(text, folder, dict(part.partition("=")[::2] for part in query.split("&")).get("ref", ""))


def _in_git(text: str, folder: str, ref: str) -> Address | None:
    if text.startswith(_FORGES):  # what follows owner and repository is a folder
        host, *names = text.split("/")
        text, folder = "/".join((host, *names[:2])), "/".join((*names[2:], folder)).removesuffix("/.") or "."
    repository = repository_of(text)
    if repository is None:
        return None
    named = _NAMED.fullmatch(repository)
    module = f"{named[1]}/{named[3]}/{named[2]}" if named else ""
    return Address(module, repository=repository, folder=folder, ref=ref)


def _split(text: str) -> tuple[str, str]:
    """An address, and the folder inside of it that follows `//`."""
    start = text.find("://") + 3 if "://" in text else 0
    before, _, folder = text[start:].partition("//")
    return text[:start] + before, folder.strip("/") or "."
