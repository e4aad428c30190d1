"""`s3lint graph`: the buckets and everything that controls them, as a graph."""

from __future__ import annotations

from typing import Any

import click

from s3lint.cli.reading import file_options, run_options, value_options
from s3lint.cli.sections import OneOf, SectionedCommand, option


@click.command("graph", cls=SectionedCommand)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@option("Output", "--output-format", type=OneOf(["dot", "mermaid", "json", "html"]), default="dot", help="The format.")
@option("Output", "-o", "--output-file", metavar="FILE", help="Where to write it, instead of stdout.")
@option("Output", "--bucket", multiple=True, metavar="ADDRESS", help="Only this bucket and what belongs to it.")
@file_options
@value_options
@run_options
def command(**options: Any) -> int:
    """Draw the buckets and everything that controls them."""
    raise click.ClickException("`s3lint graph` is not available yet")
