"""`--new-since`: what a revision is compared by, and what git is never made to run."""

from __future__ import annotations

import gc
import os
import pickle
import shutil
import tracemalloc
from pathlib import Path

import pytest

from s3lint.engine import UsageError
from s3lint.engine.request import Request
from s3lint.engine.run.analysis import analyse
from s3lint.source import DiskTree, Entry, FileProblem
from s3lint.source.git import RevisionProblem, program
from s3lint.source.revision import RevisionTree, at
from tests.support.git import git

pytestmark = [
    pytest.mark.process,
    pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed"),
]

BUCKET = "Resources:\n  Data:\n    Type: AWS::S3::Bucket\n"
BLOCK = """    Properties:
      PublicAccessBlockConfiguration:
        BlockPublicAcls: true
        IgnorePublicAcls: true
        BlockPublicPolicy: true
        RestrictPublicBuckets: true
"""


def commit(folder: Path, **files: str | None) -> str:
    for name, text in files.items():
        path = folder / name.replace("__", "/")
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "change", "--allow-empty")
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "-q")
    return folder


def new(folder: Path, revision: str, paths: tuple[str, ...] = (".",)) -> list[tuple[str, str]]:
    options = {"select": ["S3L102", "S3L501"]}
    result = analyse(Request(paths, folder, options, new_since=revision))
    return [(f.code, f.resource) for f in result.report.findings]


def test_a_revision_reads_as_the_work_tree_did(repository: Path) -> None:
    (repository / "a" / "b").mkdir(parents=True)
    (repository / "a" / "b" / "ä ö.tf").write_text("text")
    (repository / "top.tf").write_bytes(b"\x00\xff")
    (repository / "link.tf").symlink_to("a/b/ä ö.tf")
    (repository / "a" / "folder").symlink_to("b")
    (repository / "a" / "out").symlink_to("../../outside")
    (repository / "loop").symlink_to("loop")
    commit(repository)
    tree, disk = at(repository, "HEAD"), DiskTree(repository)
    for folder in (".", "a", "a/b", "a/folder", "nowhere", "a/out"):
        assert tree.entries(folder) == [e for e in disk.entries(folder) if e.name != ".git"], folder
        assert tree.is_folder(folder) == disk.is_folder(folder), folder
    for path in ("top.tf", "link.tf", "a/folder/ä ö.tf", "a/b/ä ö.tf"):
        assert tree.read(path) == disk.read(path)
        assert tree.is_file(path)
    for path in ("a/out/x", "loop", "nowhere.tf", "../x", "/etc/passwd", "a"):
        assert not tree.is_file(path), path
        with pytest.raises(FileProblem):
            tree.read(path)
    with pytest.raises(FileProblem, match="larger"):
        tree.read("link.tf", 2)
    tree.close()


def test_a_revision_travels_between_processes(repository: Path) -> None:
    commit(repository, **{"main.tf": "x"})
    tree = at(repository, "HEAD")
    assert tree.read("main.tf") == b"x"
    copy: RevisionTree = pickle.loads(pickle.dumps(tree))
    assert copy.read("main.tf") == b"x" and copy.entries(".") == [Entry("main.tf", False)]
    tree.close()
    copy.close()


@pytest.mark.parametrize(
    "revision",
    ["--upload-pack=x", "-h", "", "a b", "HEAD\n", "HEAD:main.tf", "$(id)", "nowhere", "x" * 300, "..", "@{"],
)
def test_what_is_no_revision_is_refused(repository: Path, revision: str) -> None:
    commit(repository, **{"main.tf": ""})
    with pytest.raises(RevisionProblem):
        at(repository, revision)


def test_outside_of_a_repository(tmp_path: Path) -> None:
    with pytest.raises(RevisionProblem, match="not in a git repository"):
        at(tmp_path, "HEAD")


def test_only_what_is_new_is_reported(repository: Path) -> None:
    commit(repository, **{"a.yaml": BUCKET})
    git(repository, "branch", "base")
    commit(repository, **{"b.yaml": BUCKET})
    assert new(repository, "base") == [("S3L102", "Data"), ("S3L501", "Data")]
    assert new(repository, "HEAD") == []
    assert new(repository, "base", ("a.yaml",)) == []


def test_what_was_deleted_makes_a_finding(repository: Path) -> None:
    commit(repository, **{"a.yaml": BUCKET + BLOCK})
    git(repository, "branch", "base")
    (repository / "a.yaml").write_text(BUCKET)  # in the work tree, not yet committed
    assert new(repository, "base") == [("S3L102", "Data")]


def test_lines_that_move_make_none(repository: Path) -> None:
    commit(repository, **{"a.yaml": BUCKET})
    git(repository, "branch", "base")
    commit(repository, **{"a.yaml": "# a comment\n\n" + BUCKET})
    assert new(repository, "base") == []


def test_the_revision_is_the_common_ancestor(repository: Path) -> None:
    commit(repository, **{"a.yaml": BUCKET})
    git(repository, "branch", "side")
    commit(repository, **{"a.yaml": None, "b.yaml": "x: 1"})  # the other branch has lost the bucket since
    git(repository, "checkout", "-q", "side")
    commit(repository, **{"c.yaml": "x: 1"})
    assert new(repository, "main") == []


def test_unrelated_histories_are_said(repository: Path) -> None:
    commit(repository, **{"a.yaml": BUCKET})
    git(repository, "checkout", "-q", "--orphan", "other")
    commit(repository, **{"b.yaml": BUCKET})
    with pytest.raises(UsageError, match=r"no history in common.*fetch-depth"):
        new(repository, "main")


def test_the_work_tree_and_index_stay_as_they_are(repository: Path) -> None:
    commit(repository, **{"a.yaml": BUCKET})
    (repository / "a.yaml").write_text(BUCKET + BLOCK)
    before = (git(repository, "status", "--porcelain"), sorted(os.listdir(repository / ".git")))
    new(repository, "HEAD")
    assert (git(repository, "status", "--porcelain"), sorted(os.listdir(repository / ".git"))) == before


def test_settings_of_today_hold_for_both(repository: Path) -> None:
    commit(repository, **{"a.yaml": BUCKET})
    (repository / "s3lint.toml").write_text('profile = "audit"')
    result = analyse(Request((".",), repository, {}, new_since="HEAD"))
    assert result.report.findings == ()


def test_git_is_no_program_of_the_tree(tmp_path: Path) -> None:
    tree, elsewhere = tmp_path / "tree", tmp_path / "bin"
    for folder in (tree, tree / "bin", elsewhere):
        folder.mkdir()
        (folder / "git").write_text("#!/bin/sh\n")
        (folder / "git").chmod(0o755)
    (tmp_path / "link").symlink_to(tree / "bin")
    inside = [".", "", "bin", str(tree), str(tree / "bin"), str(tmp_path / "link")]
    assert program(tree, {"PATH": os.pathsep.join(inside)}) is None
    assert program(tree, {"PATH": os.pathsep.join([*inside, str(elsewhere)])}) == str(elsewhere / "git")
    (elsewhere / "git").unlink()
    (elsewhere / "git").symlink_to(tree / "git")
    assert program(tree, {"PATH": str(elsewhere)}) is None


def test_without_git_it_says_so(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(repository, **{"a.yaml": BUCKET})
    monkeypatch.setenv("PATH", ".")
    with pytest.raises(UsageError, match="needs git"):
        new(repository, "HEAD")


def test_a_tree_that_is_dropped_leaves_no_process(repository: Path) -> None:
    tree = RevisionTree(repository, commit(repository, **{"more.tf": "# more\n"}))
    path = next(entry.name for entry in tree.entries(".") if not entry.is_folder)
    tree.read(path)
    process = tree._contents._git
    assert process is not None and process.poll() is None
    del tree
    gc.collect()
    assert process.poll() is not None


def test_no_more_of_a_blob_is_read_than_its_limit(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    (tmp_path / "large.tf").write_bytes(b"#" * 3_000_000)
    (tmp_path / "small.tf").write_bytes(b"# small\n")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "all")
    tree = RevisionTree(tmp_path, git(tmp_path, "rev-parse", "HEAD"))
    tracemalloc.start()
    with pytest.raises(FileProblem, match="is larger than 1 MiB"):
        tree.read("large.tf", 1 << 20)
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()
    assert tree.read("small.tf", 1 << 20) == b"# small\n"  # the next is read all the same
    tree.close()
