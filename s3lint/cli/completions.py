"""`s3lint completions`: the shell's completion of commands and options."""

from __future__ import annotations

import click

from s3lint.cli.sections import OneOf

SHELLS = ("bash", "zsh", "fish")


@click.command("completions")
@click.argument("shell", type=OneOf(SHELLS))
def command(shell: str) -> int:
    """Print a completion script for SHELL, for example: eval "$(s3lint completions bash)"."""
    from click.shell_completion import get_completion_class

    from s3lint.cli.app import app

    completion = get_completion_class(shell)
    assert completion is not None
    # the source alone: click's own bash class would start a shell to learn its version
    made = completion(app, {}, "s3lint", "_S3LINT_COMPLETE")
    click.echo(made.source_template % made.source_vars())
    return 0
