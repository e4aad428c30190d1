"""Where reports go: standard output and files."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import click

from s3lint.cli.sections import did_you_mean

_NOT_BESIDE = (errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY, errno.EXDEV)
FORMATS = ("full", "concise", "grouped", "json", "sarif", "github", "gitlab", "junit", "rdjson", "markdown", "html")


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
    from s3lint.engine import UsageError

    if sys.stdout is None:  # closed by whoever started s3lint
        raise UsageError("cannot write to standard output: it is closed")
    encoding = (sys.stdout.encoding if sys.stdout.isatty() else None) or "utf-8"
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(_ended(text).encode(encoding, "backslashreplace"))
        sys.stdout.buffer.flush()
    except OSError as error:
        give_up_output()
        raise UsageError(f"cannot write to standard output: {_reason(error)}") from error


def give_up_output() -> None:
    """Let nothing more be written to standard output, not even by Python's own shutdown."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_report(name: str, text: str) -> None:
    """A report to a file that the user named."""
    write_file(name, _ended(text).encode("utf-8", "backslashreplace"))


def write_file(name: str, data: bytes) -> None:
    """Bytes to a file that the user named: all of them, or the file stays as it was."""
    from s3lint.engine import UsageError

    try:
        path = os.path.realpath(name)
        if os.path.isfile(path) or not os.path.lexists(path):
            _replace(Path(path), data)
        else:  # a device or a pipe
            Path(path).write_bytes(data)
    except OSError as error:
        raise UsageError(f"cannot write {name}: {_reason(error)}") from error
    except ValueError as error:
        raise UsageError(f"cannot write {name!r}: it is not a valid path") from error


def write_new(root: Path, name: str, data: bytes) -> None:
    """Bytes to a file that is not there yet, below a folder. Raises UsageError where it is, or would lie elsewhere."""
    from s3lint.engine import UsageError

    path = root / name
    try:
        if not Path(os.path.realpath(path.parent)).is_relative_to(os.path.realpath(root)):
            raise UsageError(f"cannot write {path}: its folder is a link to elsewhere")
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "xb") as file:
            file.write(data)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {_reason(error)}") from error


def unchanged(file: Path, shown: str, before: bytes) -> None:
    """Raises UsageError where a file has other bytes by now than those that it is known to have, or is read-only."""
    from s3lint.engine import UsageError

    try:
        now = file.read_bytes()
    except OSError as error:
        raise UsageError(f"cannot read {shown}: {_reason(error)}") from error
    if now != before:
        raise UsageError(f"{shown} changed while s3lint worked: run it again")
    if not file.stat().st_mode & stat.S_IWUSR:
        raise UsageError(f"cannot write {shown}: it is read-only")


def rewrite_file(file: Path, shown: str, before: bytes, after: bytes) -> None:
    """New bytes in place of those that a file is known to have. Raises UsageError where it has others by now."""
    unchanged(file, shown, before)
    write_file(str(file), after)


def _replace(path: Path, data: bytes) -> None:
    """Write beside a file, and put the new one in its place."""
    draft = path.with_name(f".{path.name[:100]}.{os.urandom(8).hex()}")
    try:
        with open(draft, "xb") as file:
            if path.exists():
                os.chmod(draft, path.stat().st_mode & 0o777)
            file.write(data)
        os.replace(draft, path)
    except BaseException as error:
        with suppress(OSError):
            os.unlink(draft)
        if isinstance(error, OSError) and error.errno in _NOT_BESIDE and path.exists():
            path.write_bytes(data)  # a file that may be written in a folder that may not, or one that is mounted
        else:
            raise


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _ended(text: str) -> str:
    return text if text.endswith("\n") or not text else text + "\n"


def width() -> int:
    """Columns of the terminal; 0 where standard output is none."""
    if sys.stdout is None or not sys.stdout.isatty():
        return 0
    import shutil

    return shutil.get_terminal_size((80, 24)).columns
