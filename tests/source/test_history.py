"""The history beside a tree: modules of the repository itself, as they were at some ref."""

from __future__ import annotations

import json
import pickle
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from s3lint.source import DiskTree, FileProblem, Location
from s3lint.source.history import REPOSITORY, HistoryTree, call_of, commit_at, commit_path, folder_at, seen_from
from s3lint.source.recorded import RecordingTree, holds
from tests.source.test_revision import commit
from tests.support.command import s3lint
from tests.support.git import git

pytestmark = [
    pytest.mark.process,
    pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed"),
]

MODULE = """\
variable "bucket" {}
resource "aws_s3_bucket_versioning" "v" {
  bucket = var.bucket
  versioning_configuration {
    status = "%s"
  }
}
"""
ROOT = """\
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
module "v" {
  source = "%s"
  bucket = aws_s3_bucket.data.id
}
"""
OWN = "github.com/acme/infra//modules/v"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository whose module enables versioning at v1, and suspends it since."""
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "-q")
    git(folder, "remote", "add", "origin", "https://ci:secret@github.com/acme/infra.git")
    commit(folder, modules__v__main_tf="")
    (folder / "modules/v/main_tf").unlink()
    (folder / "modules/v/main.tf").write_text(MODULE % "Enabled")
    commit(folder)
    git(folder, "tag", "v1")
    (folder / "modules/v/main.tf").write_text(MODULE % "Suspended")
    commit(folder)
    return folder


def found(folder: Path, source: str, *words: str, code: str = "S3L501") -> dict[str, Any]:
    (folder / "live").mkdir(exist_ok=True)
    (folder / "live/main.tf").write_text(ROOT % source)
    done = s3lint(folder, "check", "live", "--select", code, "--output-format", "json", *words)
    answer: dict[str, Any] = json.loads(done.stdout)
    assert "\\u0000" not in done.stdout and "secret" not in done.stdout
    return answer


def verdict(folder: Path, source: str, *words: str) -> str:
    answer = found(folder, source, "--show", "fail,unknown,pass", "--no-cache", *words)
    assert answer["diagnostics"] == []
    (one,) = answer["findings"]
    return str(one["verdict"])


def test_a_module_of_the_repository_is_read_at_its_ref(repository: Path) -> None:
    old = git(repository, "rev-parse", "v1")
    assert verdict(repository, f"{OWN}?ref=v1") == "pass"
    assert verdict(repository, f"{OWN}?ref={old}") == "pass"
    assert verdict(repository, f"{OWN}?ref=main") == "fail"
    assert verdict(repository, "git::https://github.com/acme/infra.git//modules/v?ref=refs/tags/v1&depth=1") == "pass"
    assert verdict(repository, "git@github.com:Acme/Infra.git//modules/v?ref=v1") == "pass"
    # without a ref from the tree, as it is now
    assert verdict(repository, OWN) == "fail"
    (repository / "modules/v/main.tf").write_text(MODULE % "Enabled")
    assert verdict(repository, OWN) == "pass"
    assert verdict(repository, f"{OWN}?ref=main") == "fail"


def test_the_own_address_is_the_remotes_or_what_is_configured(repository: Path) -> None:
    other = "git::https://git.example/mirror.git//modules/v?ref=v1"
    assert [d["code"] for d in found(repository, other, "--no-cache")["diagnostics"]] == ["S3L902"]
    (repository / "s3lint.toml").write_text('repository-url = "ssh://git@git.example/mirror"\n')
    assert verdict(repository, other) == "pass"
    assert [d["code"] for d in found(repository, f"{OWN}?ref=v1", "--no-cache")["diagnostics"]] == ["S3L902"]


def test_a_ref_that_is_not_here_is_said(repository: Path) -> None:
    (told,) = found(repository, f"{OWN}?ref=v9", "--no-cache")["diagnostics"]
    assert told["message"].startswith(
        "module github.com/acme/infra//modules/v is in this repository at v9, which is not"
    )
    assert not told["incomplete"] and "whole history" in told["hint"]
    (told,) = found(repository, "github.com/acme/infra//modules/none?ref=v1", "--no-cache")["diagnostics"]
    assert "contains no configuration (modules/none at " in told["message"]


def test_findings_stand_at_the_call(repository: Path) -> None:
    (failed,) = found(repository, f"{OWN}?ref=main", "--no-cache")["findings"]
    assert (failed["path"], failed["line"]) == ("live/main.tf", 4)
    said = s3lint(repository, "check", "live", "--select", "S3L501", "--no-cache").stdout
    assert "(modules/v/main.tf:5 at " in said and 'module "v" {' in said


def test_comments_count_in_the_module_and_above_the_call(repository: Path) -> None:
    text = ROOT % f"{OWN}?ref=main"
    above = text.replace('module "v"', '# s3lint: ignore[S3L501] no versions\nmodule "v"')
    (repository / "live").mkdir()
    (repository / "live/main.tf").write_text(above)
    assert s3lint(repository, "check", "live", "--select", "S3L501", "--no-cache").returncode == 0
    quiet = MODULE.replace("    status", "    # s3lint: ignore[S3L501] no versions\n    status") % "Suspended"
    (repository / "modules/v/main.tf").write_text(quiet)
    commit(repository)
    (repository / "modules/v/main.tf").write_text(MODULE % "Suspended")
    (repository / "live/main.tf").write_text(text)
    assert s3lint(repository, "check", "live", "--select", "S3L501", "--no-cache").returncode == 0


def test_modules_of_the_past_call_their_neighbours_of_then(repository: Path) -> None:
    outer = 'variable "bucket" {}\nmodule "inner" {\n  source = "../v"\n  bucket = var.bucket\n}\n'
    (repository / "modules/w").mkdir()
    (repository / "modules/w/main.tf").write_text(outer)
    (repository / "modules/v/main.tf").write_text(MODULE % "Enabled")
    commit(repository)
    git(repository, "tag", "v2")
    (repository / "modules/v/main.tf").write_text(MODULE % "Suspended")
    (repository / "modules/w/main.tf").write_text(outer.replace("../v", "../../../outside"))
    commit(repository)
    git(repository, "tag", "v3")
    assert verdict(repository, "github.com/acme/infra//modules/w?ref=v2") == "pass"
    (told,) = found(repository, "github.com/acme/infra//modules/w?ref=v3", "--no-cache")["diagnostics"]
    assert "is outside the scanned tree" in told["message"] and told["path"] == "live/main.tf"


def test_what_is_wrong_in_the_past_is_said_at_the_call(repository: Path) -> None:
    (repository / "modules/v/main.tf").write_text(MODULE % "Enabled" + 'resource "aws_s3_bucket" {\n}\n')
    commit(repository)
    (repository / "modules/v/main.tf").write_text(MODULE % "Enabled")
    (told,) = found(repository, f"{OWN}?ref=main", "--no-cache")["diagnostics"]
    assert (told["path"], told["line"]) == ("live/main.tf", 5)
    assert "(modules/v/main.tf:8 at " in told["message"]


def test_new_since_reads_the_history_too(repository: Path) -> None:
    (repository / "live").mkdir()
    (repository / "live/main.tf").write_text(ROOT % f"{OWN}?ref=v1")
    commit(repository)
    git(repository, "tag", "base")
    words = ("check", "live", "--select", "S3L501", "--new-since", "base")
    assert s3lint(repository, *words).returncode == 0
    (repository / "live/main.tf").write_text(ROOT % f"{OWN}?ref=main")
    assert s3lint(repository, *words).returncode == 1


def test_a_kept_answer_holds_as_long_as_the_ref_does(repository: Path, tmp_path: Path) -> None:
    (repository / "live").mkdir()
    (repository / "live/main.tf").write_text(ROOT % f"{OWN}?ref=main")
    home = {"XDG_CACHE_HOME": str(tmp_path / "home")}
    (tmp_path / "home").mkdir()
    words = ("check", "live", "--select", "S3L501")
    assert [s3lint(repository, *words, env=home).returncode for _ in range(2)] == [1, 1]
    (repository / "modules/v/main.tf").write_text(MODULE % "Enabled")
    commit(repository)
    assert s3lint(repository, *words, env=home).returncode == 0


def test_no_tree_lists_it_and_no_code_reads_it(repository: Path) -> None:
    (repository / "live").mkdir()
    (repository / "live/main.tf").write_text(
        'resource "aws_s3_bucket" "b" {\n  bucket = file("${path.module}/\\u0000history/repository")\n}\n'
        'module "m" {\n  source = "../\\u0000history/commits/HEAD"\n}\n'
    )
    done = s3lint(repository, "check", "live", "--output-format", "json", "--no-cache")
    assert "acme/infra" not in done.stdout


# the tree itself


def test_the_tree_and_its_history(repository: Path) -> None:
    tree = HistoryTree(DiskTree(repository), repository)
    old = commit_at(tree, "v1")
    assert tree.read(REPOSITORY) == b"github.com/acme/infra"
    assert b"Enabled" in tree.read(folder_at(old, "modules/v/main.tf"))
    assert b"Suspended" in tree.read("modules/v/main.tf")
    assert [entry.name for entry in tree.entries(folder_at(old, "modules"))] == ["v"]
    assert tree.is_folder(folder_at(old, "modules/v")) and tree.is_file(folder_at(old, "modules/v/main.tf"))
    assert not tree.is_file(folder_at(old, "modules/none")) and tree.unlisted(folder_at(old)) is None
    assert not any(entry.name.startswith("\0") for entry in tree.entries("."))
    again = pickle.loads(pickle.dumps(tree))
    assert again.read(folder_at(old, "modules/v/main.tf")) == tree.read(folder_at(old, "modules/v/main.tf"))
    for one in (tree, again):
        one.close()


@pytest.mark.parametrize("ref", ["v9", "--all", "v1..HEAD", "@{u}", "HEAD^{/x}", "", "v1^{tree}", "a b"])
def test_what_names_no_commit(repository: Path, ref: str) -> None:
    tree = HistoryTree(DiskTree(repository), repository)
    with pytest.raises(FileProblem):
        commit_at(tree, ref)


def test_without_a_remote_or_a_repository(tmp_path: Path) -> None:
    tree = HistoryTree(DiskTree(tmp_path), tmp_path)
    with pytest.raises(FileProblem, match="not in a git repository"):
        tree.read(REPOSITORY)
    git(tmp_path, "init", "-q")
    with pytest.raises(FileProblem, match="is not in the local history"):
        tree.read(REPOSITORY)


def test_a_recording_notes_which_commit_a_ref_was(repository: Path) -> None:
    recording = RecordingTree(HistoryTree(DiskTree(repository), repository))
    commit_at(recording, "main")
    assert holds(recording.answers, recording.below)
    commit(repository)
    assert not holds(recording.answers, recording.below)


def test_a_place_of_the_past_tells_from_where_it_is_seen() -> None:
    call = Location("live/ü main.tf", 3, 1, 3, 12)
    path = folder_at("a" * 40, "modules/v/main.tf")
    seen = seen_from(call, path)
    assert call_of(seen) == call and call_of(path) is None
    assert commit_path(seen) == commit_path(path) == ("a" * 40, "modules/v/main.tf")
    assert seen_from(call, "main.tf") == "main.tf" and commit_path("main.tf") is None


def test_history_needs_no_program_of_the_repository(repository: Path) -> None:
    hooks = repository / ".git/hooks"
    hooks.mkdir(exist_ok=True)
    (repository / ".git/config").write_text(
        (repository / ".git/config").read_text() + f'[core]\n\tfsmonitor = "touch {repository}/ran"\n'
    )
    subprocess.run(["git", "-C", str(repository), "config", "alias.config", "!touch ran"], check=True)
    assert verdict(repository, f"{OWN}?ref=v1") == "pass"
    assert not (repository / "ran").exists()
