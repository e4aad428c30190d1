"""Where reports go: standard output and files."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from s3lint.cli.sections import did_you_mean

FORMATS = ("full", "concise", "grouped", "json", "sarif", "github", "gitlab", "junit", "markdown", "html")


def parse_reports(ctx: click.Context, param: click.Parameter, values: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """`FORMAT=FILE`, repeated."""
    found = []
    for text in values:
        name, equals, file = text.partition("=")
        if not equals or not file:
            raise click.BadParameter(f"'{text}' is not FORMAT=FILE.", ctx, param)
        if name not in FORMATS:
            hint = did_you_mean(name, FORMATS)
            raise click.BadParameter(f"'{name}' is not one of {', '.join(FORMATS)}.{hint}", ctx, param)
        found.append((name, file))
    return tuple(found)


def write_out(text: str) -> None:
    """Text to standard output. What its encoding lacks is escaped; nothing is lost to a wrong locale."""
    encoding = (sys.stdout.encoding if sys.stdout.isatty() else None) or "utf-8"
    sys.stdout.flush()
    sys.stdout.buffer.write(_ended(text).encode(encoding, "backslashreplace"))
    sys.stdout.buffer.flush()


def write_report(name: str, text: str) -> None:
    """A report to a file that the user named."""
    write_file(name, _ended(text).encode("utf-8", "backslashreplace"))


def write_file(name: str, data: bytes) -> None:
    """Bytes to a file that the user named."""
    from s3lint.engine import UsageError

    try:
        Path(name).write_bytes(data)
    except OSError as error:
        raise UsageError(f"cannot write {name}: {(error.strerror or str(error)).lower()}") from error


def _ended(text: str) -> str:
    return text if text.endswith("\n") or not text else text + "\n"


def width() -> int:
    """Columns of the terminal; 0 where standard output is none."""
    return shutil.get_terminal_size((80, 24)).columns if sys.stdout.isatty() else 0
