"""What git tracks, as its index says in each of its forms."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from s3lint.source import DiskTree
from s3lint.source.tracked import tracked_in

pytestmark = [
    pytest.mark.process,
    pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed"),
]
WHO = ["-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false", "-c", "protocol.file.allow=always"]
FILES = ["a.tf", "b/c/d.tf", "b/c/e é.tf", "b/f.tf", "x" * 200 + ".tf"]


def git(folder: Path, *words: str) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    subprocess.run(["git", *WHO, "-C", str(folder), *words], check=True, capture_output=True, env=kept)


def repository(folder: Path, *options: str) -> Path:
    folder.mkdir()
    git(folder, "init", "-q", *options)
    for file in FILES:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text("x")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "one")
    (folder / "b" / "untracked.tf").write_text("x")
    (folder / "z").mkdir()
    (folder / "z" / "untracked.tf").write_text("x")
    return folder


FORMS = {
    "plain": [],
    "compressed": [["update-index", "--index-version", "4"]],
    "extended": [["update-index", "--skip-worktree", "a.tf"]],
    "intended": [["add", "--intent-to-add", "."], ["rm", "-q", "--cached", "b/untracked.tf", "z/untracked.tf"]],
    "shared": [["update-index", "--split-index"], ["update-index", "--force-remove", "a.tf"], ["add", "a.tf"]],
    "without a checksum": [["config", "index.skipHash", "true"], ["update-index", "--force-write-index"]],
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("hashes", ["sha1", "sha256"])
def test_every_form_of_an_index_is_read(form: str, hashes: str, tmp_path: Path) -> None:
    folder = repository(tmp_path / "tree", f"--object-format={hashes}")
    for words in FORMS[form]:
        git(folder, *words)
    tree = DiskTree(folder)
    for path in (*FILES, ".", "b", "b/c"):
        assert tree.is_tracked(path) is True, path
    for path in ("b/untracked.tf", "z", "z/untracked.tf", "a.t", "nowhere"):
        assert tree.is_tracked(path) is False, path


def test_a_linked_work_tree_has_an_index_of_its_own(tmp_path: Path) -> None:
    folder = repository(tmp_path / "tree")
    git(folder, "worktree", "add", "-q", str(tmp_path / "linked"))
    (tmp_path / "linked" / "new.tf").write_text("x")
    tree = DiskTree(tmp_path / "linked")
    assert tree.is_tracked("b/c/d.tf") is True and tree.is_tracked("new.tf") is False


def test_all_of_a_submodule_counts_as_tracked(tmp_path: Path) -> None:
    inner, folder = repository(tmp_path / "inner"), repository(tmp_path / "tree")
    git(folder, "submodule", "add", "-q", str(inner), "sub")
    git(folder, "commit", "-q", "-m", "two")
    assert DiskTree(folder).is_tracked("sub/anything.tf") is True
    assert DiskTree(folder / "sub").is_tracked("a.tf") is True


def test_before_the_first_commit_nothing_is_tracked(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    assert DiskTree(tmp_path).is_tracked("a.tf") is False


@pytest.mark.parametrize("data", [b"", b"DIRC", b"DIRC\0\0\0\2\0\0\0\5" + b"\0" * 200, b"DIRC\0\0\0\4" + b"\xff" * 300])
def test_what_is_no_index_tells_nothing(data: bytes, tmp_path: Path) -> None:
    assert tracked_in(tmp_path) is None
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "index").write_bytes(data)
    assert tracked_in(tmp_path) is None


def test_a_file_that_names_no_repository_tells_nothing(tmp_path: Path) -> None:
    for text in ("", "gitdir: /nowhere\n", "gitdir: " + "../" * 500, "else: ."):
        (tmp_path / ".git").write_text(text)
        assert tracked_in(tmp_path) is None
