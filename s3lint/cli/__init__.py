"""Floor 8: the command line. One file per command, each imported when it is called."""

from s3lint.cli.main import main

__all__ = ["main"]
