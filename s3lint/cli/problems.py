"""What is said on standard error: which errors are about what the user asked for, and how any text is shown there."""

from __future__ import annotations

LONGEST = 2_000  # letters of one line


def say(text: str) -> None:
    """A line on standard error. It may hold what the scanned code wrote: names, keys, patterns."""
    import click

    from s3lint.report.untrusted import visible

    shown = visible(text[: LONGEST + 1])
    click.echo(shown if len(text) <= LONGEST else f"{shown[:LONGEST]} …", err=True)


def is_users(error: Exception) -> bool:
    """Whether the message of an error is meant for the user as it is."""
    from s3lint.config import ConfigError
    from s3lint.engine import UsageError
    from s3lint.findings.baseline import BaselineError

    return isinstance(error, BaselineError | ConfigError | UsageError)
