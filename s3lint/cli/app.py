"""The group of commands, which are imported when they are called."""

from __future__ import annotations

import os
from importlib import import_module

import click

from s3lint import __version__

COMMANDS = ("check", "init", "diff", "can", "explain", "inspect", "graph", "config", "completions", "server", "fleet")
SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class LazyGroup(click.Group):
    """Each command lies in a module of its name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"s3lint.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or say which one was perhaps meant."""
        word = args[0] if args else ""
        if word and word not in COMMANDS and not word.startswith("-"):
            raise click.UsageError(_no_such(word, args), ctx)
        return super().resolve_command(ctx, args)


def _no_such(word: str, args: list[str]) -> str:
    from difflib import get_close_matches

    if os.path.lexists(word) or "/" in word:
        return f"'{word}' is not a command. Did you mean `s3lint check {' '.join(args)}`?"
    found = get_close_matches(word.lower(), [*COMMANDS], n=1, cutoff=0.5)
    hint = f" Did you mean `s3lint {found[0]}`?" if found else f" Commands: {', '.join(COMMANDS)}."
    return f"'{word}' is not a command.{hint}"


@click.group(cls=LazyGroup, context_settings=SETTINGS)
@click.version_option(__version__, "-V", "--version", message="s3lint %(version)s")
def app() -> None:
    """Find insecure Amazon S3 buckets in Terraform and CloudFormation before they are deployed."""
