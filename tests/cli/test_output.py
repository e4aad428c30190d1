"""What cannot be written ends in one sentence and exit status 2, and leaves no half of a file."""

from __future__ import annotations

import os
import resource
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from s3lint.cli.output import write_file
from s3lint.engine import UsageError
from tests.support.command import environment

pytestmark = pytest.mark.process

BUCKET = 'resource "aws_s3_bucket" "data" {\n  bucket = "data"\n}\n'
Prepare = Callable[[], None] | None


def run(folder: Path, *words: str, stdout: int = subprocess.PIPE, prepare: Prepare = None) -> tuple[int, str]:
    """The exit status of a check, and what it says on standard error."""
    (folder / "main.tf").write_text(BUCKET)
    done = subprocess.run(
        [sys.executable, "-m", "s3lint", "check", "main.tf", "--no-cache", *words],
        cwd=folder,
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
        preexec_fn=prepare,
        timeout=60,
    )
    return done.returncode, done.stderr


def said(result: tuple[int, str], what: str) -> None:
    status, text = result
    assert status == 2
    assert text.startswith("error: cannot write") and what in text
    assert text.count("\n") == 1, text


def test_a_reader_that_has_gone(tmp_path: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    try:
        said(run(tmp_path, stdout=write), "standard output: broken pipe")
    finally:
        os.close(write)


def test_a_full_disk_behind_standard_output(tmp_path: Path) -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    try:
        said(run(tmp_path, stdout=full), "standard output: no space left")
    finally:
        os.close(full)


def test_closed_output(tmp_path: Path) -> None:
    said(run(tmp_path, prepare=lambda: os.close(1)), "standard output: it is closed")
    status, text = run(tmp_path, "-o", "report.txt", prepare=lambda: os.close(1))
    assert (status, text) == (1, "") and "S3L" in (tmp_path / "report.txt").read_text()


def test_closed_errors(tmp_path: Path) -> None:
    assert run(tmp_path, prepare=lambda: os.close(2))[0] == 1
    assert run(tmp_path, "--nonsense", prepare=lambda: os.close(2))[0] == 2


@pytest.mark.parametrize("words", [["-o", "FILE"], ["--report", "json=FILE"], ["--write-baseline", "FILE"]])
@pytest.mark.parametrize(("file", "what"), [("/dev/full", "no space left"), ("no/folder/x", "no such file")])
def test_reports_that_cannot_be_written(words: list[str], file: str, what: str, tmp_path: Path) -> None:
    said(run(tmp_path, *(word.replace("FILE", file) for word in words)), what)


def test_a_disk_that_fills_leaves_the_report_of_before(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    report.write_text("of before")

    def fill() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))

    said(run(tmp_path, "--output-format", "json", "-o", "report.json", prepare=fill), "too large")
    assert report.read_text() == "of before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["main.tf", "report.json"]


def test_a_file_that_is_written_again_stays_what_it_was(tmp_path: Path) -> None:
    file, link = tmp_path / "file", tmp_path / "link"
    file.write_text("old and longer")
    file.chmod(0o640)
    link.symlink_to("file")
    write_file(str(link), b"new")
    assert link.is_symlink() and file.read_text() == "new"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    with pytest.raises(UsageError, match="not a valid path"):
        write_file("a\0b", b"")
    with pytest.raises(UsageError, match="is a directory"):
        write_file(str(tmp_path), b"")


def test_an_error_shows_what_the_code_wrote_on_one_harmless_line(tmp_path: Path) -> None:
    (tmp_path / "s3lint.toml").write_text('"\\u001b[2J\\n::error::x" = 1\n')
    status, said = run(tmp_path)
    assert status == 2 and said.count("\n") == 1 and "\x1b" not in said


def test_an_error_is_cut_where_it_is_long(tmp_path: Path) -> None:
    (tmp_path / "s3lint.toml").write_text(f"{'a' * 100_000} = 1\n")
    status, said = run(tmp_path)
    assert status == 2 and len(said) < 3000 and said.startswith("error: s3lint.toml:1: unknown setting")
