"""The catalogue: every check, listed by hand so that it can be read and searched."""

from __future__ import annotations

from s3lint.checks import (
    s3l102_block_public_access,
    s3l104_acl_public,
    s3l105_acls_enabled,
    s3l301_default_encryption_invalid,
    s3l302_encryption_without_cmk,
    s3l402_access_logging_disabled,
    s3l501_versioning_disabled,
    s3l601_bucket_name_invalid,
)
from s3lint.checks.model import Check

ALL: tuple[Check, ...] = (
    s3l102_block_public_access.CHECK,
    s3l104_acl_public.CHECK,
    s3l105_acls_enabled.CHECK,
    s3l301_default_encryption_invalid.CHECK,
    s3l302_encryption_without_cmk.CHECK,
    s3l402_access_logging_disabled.CHECK,
    s3l501_versioning_disabled.CHECK,
    s3l601_bucket_name_invalid.CHECK,
)


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
