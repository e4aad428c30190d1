"""The catalogue: every check, listed by hand so that it can be read and searched."""

from __future__ import annotations

from s3lint.checks.model import Check

ALL: tuple[Check, ...] = ()


def by_code() -> dict[str, Check]:
    """The checks by code."""
    return {check.code: check for check in ALL}


def find(word: str) -> Check | None:
    """The check that a code, name or peer's id names (in any case; trivy's ids with or without `AVD-`)."""
    wanted = word.strip().upper().removeprefix("AVD-")
    for check in ALL:
        if wanted in (check.code, check.name.upper()) or wanted in (alias.upper() for alias in check.aliases):
            return check
    return None
