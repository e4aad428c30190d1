"""`s3lint config`: the settings in force, and where each was set."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from s3lint.cli.sections import SectionedCommand, option


@click.command("config", cls=SectionedCommand)
@click.argument("path", required=False, default=".")
@option("Output", "--schema", is_flag=True, help="Print the JSON Schema of configuration files.")
@option("Run", "--config", "config_file", metavar="FILE", envvar="S3LINT_CONFIG", help="Use this configuration file.")
@option("Run", "--isolated", is_flag=True, help="Ignore all configuration files.")
def command(path: str, schema: bool, config_file: str | None, isolated: bool) -> int:
    """Print the settings that apply to PATH (default '.'), and where each is set."""
    from s3lint.cli.output import write_out

    if schema:
        from s3lint.config.schema import text

        write_out(text())
        return 0
    from s3lint.engine import Request
    from s3lint.engine.input.configs import in_force

    request = Request((path,), Path.cwd(), config=config_file, isolated=isolated)
    lines = [f"{key} = {_written(value)}  # {origin}" for key, value, origin in in_force(request)]
    write_out("\n".join(lines))
    return 0


def _written(value: Any) -> str:
    import json

    return json.dumps(value, ensure_ascii=False)
