"""The command line: one file per command, each imported when it is called. The only part that prints and exits."""

from s3lint.cli.main import main

__all__ = ["main"]
