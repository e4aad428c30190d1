"""Which errors are about what the user asked for."""

from __future__ import annotations


def is_users(error: Exception) -> bool:
    """Whether the message of an error is meant for the user as it is."""
    from s3lint.config import ConfigError
    from s3lint.engine import UsageError
    from s3lint.findings.baseline import BaselineError

    return isinstance(error, BaselineError | ConfigError | UsageError)
