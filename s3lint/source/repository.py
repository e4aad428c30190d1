"""Addresses of git repositories, compared as text: the same host and path name the same repository."""

from __future__ import annotations

import re

from s3lint.lazy import lazy_re

_URL = lazy_re(r"[a-z+]+://(?:[^/@]*@)?([^/:]+)(?::\d+)?/+(.+)", re.IGNORECASE | re.DOTALL)
_SSH = lazy_re(r"(?:[^/@:]+@)?([\w.-]+\.[\w-]+):(?!//)/*(.+)", re.DOTALL)  # as scp writes it
_PLAIN = lazy_re(r"([\w-]+(?:\.[\w-]+)+)/+(.+)", re.DOTALL)


def repository_of(address: str) -> str | None:
    """Host and path of a repository's address, without who logs in; None where it names none."""
    for form in (_URL, _SSH, _PLAIN):
        if found := form.fullmatch(address.strip()):
            path = found[2].strip("/").removesuffix(".git").rstrip("/")
            return f"{found[1]}/{path}".lower() if path else None
    return None
