"""`s3lint diff`: what a change lets in."""

from __future__ import annotations

from typing import Any

import click

from s3lint.cli.input_options import file_options, run_options, value_options
from s3lint.cli.sections import OneOf, SectionedCommand, option

UPSTREAM = "@{upstream}"
FAIL_WHEN = "Exit with 1 when access is gained, or also when a control is weakened. [default: weakened]"


@click.command("diff", cls=SectionedCommand)
@click.argument("revision", default=UPSTREAM, metavar="[REV]")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@option("Output", "--output-format", type=OneOf(["text", "json", "markdown"]), default="text", help="The format.")
@option("Output", "-o", "--output-file", metavar="FILE", help="Write to FILE instead of stdout.")
@option("Output", "--fail-when", type=OneOf(["access", "weakened", "never"]), default="weakened", help=FAIL_WHEN)
@option("Output", "--color", type=OneOf(["auto", "always", "never"]), default="auto", help="Colour the text.")
@file_options
@value_options
@run_options
def command(**options: Any) -> int:
    """Show who gains access to which bucket, and which controls change, since REV (default: the upstream branch)."""
    from s3lint.cli import color
    from s3lint.cli.input_options import request_from
    from s3lint.cli.inspection import write
    from s3lint.engine.run.session import Session
    from s3lint.engine.status import CLEAN, FINDINGS, INCOMPLETE
    from s3lint.report import Options, render_comparison
    from s3lint.report.formats.concise import diagnostic_line
    from s3lint.report.terminal.drawing import draw

    comparison = Session().compare(request_from(options), options["revision"])
    shown = [d for d in comparison.diagnostics if d.is_gap or options["verbose"]]
    click.echo(draw([diagnostic_line(d) for d in shown], color=False), err=True, nl=False)
    file = options["output_file"]
    drawn = Options(color=file is None and color.wanted(options["color"]))
    text = render_comparison(options["output_format"], comparison, drawn)
    write(text, file)
    if any(diagnostic.incomplete for diagnostic in comparison.diagnostics):
        return INCOMPLETE
    gained = any(change.gains for change in comparison.buckets)
    weakened = any(change.is_weakened for change in comparison.buckets)
    counts = {"access": gained, "weakened": gained or weakened, "never": False}
    return FINDINGS if counts[options["fail_when"]] else CLEAN
