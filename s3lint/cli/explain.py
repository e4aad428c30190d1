"""`s3lint explain`: the catalogue, or one check's page."""

from __future__ import annotations

from typing import Any

import click

from s3lint.cli.sections import OneOf, SectionedCommand, option

PROFILES = ["default", "strict", "audit"]


@click.command("explain", cls=SectionedCommand)
@click.argument("rule", required=False)
@option("Output", "--profile", type=OneOf(PROFILES), help="List the checks of this profile.")
@option("Output", "--output-format", type=OneOf(["text", "json", "markdown"]), default="text", help="How to print it.")
def command(**options: Any) -> int:
    """Explain RULE: a code (S3L102), a name, or another tool's id (CKV_AWS_53). Without one, list all checks."""
    from s3lint.cli import explaining
    from s3lint.cli.output import write_out

    rule, form = options["rule"], options["output_format"]
    text = explaining.page(rule, form) if rule else explaining.catalogue(form, options["profile"])
    write_out(text)
    return 0
