"""`s3lint explain`: the catalogue, or one check's page."""

from __future__ import annotations

from typing import Any

import click

from s3lint.cli.sections import OneOf, SectionedCommand, option

PROFILES = ["default", "strict", "audit"]


@click.command("explain", cls=SectionedCommand)
@click.argument("check", required=False)
@option("Output", "--profile", type=OneOf(PROFILES), help="List the checks of this profile.")
@option(
    "Output", "--output-format", type=OneOf(["text", "json", "markdown"]), default="text", help="The output format."
)
@option("Output", "--color", type=OneOf(["auto", "always", "never"]), default="auto", help="Colour the text.")
def command(**options: Any) -> int:
    """Explain CHECK: a code (S3L102), a name, a standard (cis), or another tool's id (CKV_AWS_53).

    Without a CHECK, list all checks.
    """
    from s3lint.cli import color
    from s3lint.cli.explaining import catalogue, explained
    from s3lint.cli.output import width, write_out
    from s3lint.report.terminal.drawing import draw

    word, form = options["check"], options["output_format"]
    found = explained(word) if word else catalogue(options["profile"])
    if form == "text":
        write_out(draw(found.text(width()), color=color.wanted(options["color"])))
    else:
        write_out(found.json() if form == "json" else found.markdown())
    return 0
