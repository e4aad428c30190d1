"""`s3lint inspect`: what s3lint believes about each bucket, and from which lines."""

from __future__ import annotations

from typing import Any

import click

from s3lint.cli.reading import file_options, run_options, value_options
from s3lint.cli.sections import SectionedCommand


@click.command("inspect", cls=SectionedCommand)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@file_options
@value_options
@run_options
def command(**options: Any) -> int:
    """Show what s3lint believes about each bucket, and from which lines."""
    raise click.ClickException("`s3lint inspect` is not available yet")
