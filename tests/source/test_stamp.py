"""What a folder is known by: another stamp wherever a file is another."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from s3lint.source.stamp import stamp


def _grow(folder: Path) -> None:
    (folder / "sub" / "b.tf").write_text("longer")


def _same_size(folder: Path) -> None:
    path = folder / "a.tf"
    status = path.stat()
    path.write_text("b")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))  # a time that somebody set back


def _rename(folder: Path) -> None:
    (folder / "a.tf").rename(folder / "c.tf")


def _link(folder: Path) -> None:
    (folder / "link").unlink()
    (folder / "link").symlink_to("sub")


@pytest.mark.parametrize("change", [_grow, _same_size, _rename, _link])
def test_a_change_is_seen(tmp_path: Path, change: Callable[[Path], None]) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.tf").write_text("a")
    (tmp_path / "sub" / "b.tf").write_text("b")
    (tmp_path / "link").symlink_to("a.tf")
    before = stamp(tmp_path)
    assert stamp(tmp_path) == before
    change(tmp_path)
    assert stamp(tmp_path) != before


def test_what_git_keeps_for_itself_is_left_out(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    before = stamp(tmp_path)
    (tmp_path / ".git" / "index").write_text("x")
    assert stamp(tmp_path) == before
