"""`s3lint inspect`: what s3lint believes about each bucket, and from which lines."""

from __future__ import annotations

from typing import Any

import click

from s3lint.cli.input_options import file_options, run_options, trust_options, value_options
from s3lint.cli.sections import OneOf, SectionedCommand, option

BUCKET = "Show only buckets whose address or name matches, e.g. 'module.site.*'."


@click.command("inspect", cls=SectionedCommand)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@option("Output", "--output-format", type=OneOf(["text", "json"]), default="text", help="The output format.")
@option("Output", "-o", "--output-file", metavar="FILE", help="Write to FILE instead of stdout.")
@option("Output", "--bucket", "buckets", multiple=True, metavar="GLOB", help=BUCKET)
@option("Output", "--color", type=OneOf(["auto", "always", "never"]), default="auto", help="Colour the text.")
@file_options
@value_options
@run_options
@trust_options
def command(**options: Any) -> int:
    """Show what s3lint believes about each bucket, from which lines, and who can reach it."""
    from s3lint.cli import color
    from s3lint.cli.inspection import look, matches, status, write
    from s3lint.cli.output import width
    from s3lint.engine.request import Wanted
    from s3lint.record import replace
    from s3lint.report import Options, render_buckets

    result = look(options, Wanted(checks=False, beliefs=True))
    file, patterns = options["output_file"], options["buckets"]
    buckets = tuple(b for b in result.report.buckets if matches(patterns, b.address, b.display, b.name))
    colored = file is None and color.wanted(options["color"])
    drawn = Options(color=colored, width=width() if file is None else 0)
    write(render_buckets(options["output_format"], replace(result.report, buckets=buckets), drawn), file)
    return status(result, options["paths"], len(buckets), patterns)
