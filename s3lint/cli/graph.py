"""`s3lint graph`: the buckets and everything that controls them, as a graph."""

from __future__ import annotations

from typing import Any

import click

from s3lint.cli.input_options import file_options, run_options, trust_options, value_options
from s3lint.cli.sections import OneOf, SectionedCommand, option

FORMATS = ["dot", "mermaid", "json", "html"]
BUCKET = "Draw only buckets whose address or name matches, and what belongs to them."


@click.command("graph", cls=SectionedCommand)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@option("Output", "--output-format", type=OneOf(FORMATS), default="dot", help="The output format. [default: dot]")
@option("Output", "-o", "--output-file", metavar="FILE", help="Write to FILE instead of stdout.")
@option("Output", "--bucket", "buckets", multiple=True, metavar="GLOB", help=BUCKET)
@file_options
@value_options
@run_options
@trust_options
def command(**options: Any) -> int:
    """Draw the buckets and everything that controls them, with what is missing."""
    from s3lint.cli.inspection import look, matches, status, write
    from s3lint.engine.request import Wanted
    from s3lint.record import replace
    from s3lint.report import render_graph

    result = look(options, Wanted(checks=False, pictures=True))
    patterns = options["buckets"]
    narrowed = (p.narrowed(lambda node: matches(patterns, node.address, node.label)) for p in result.report.pictures)
    pictures = tuple(picture for picture in narrowed if picture.nodes)
    write(render_graph(options["output_format"], replace(result.report, pictures=pictures)), options["output_file"])
    return status(result, options["paths"], len(pictures), patterns)
