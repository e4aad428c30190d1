"""The result cache: the same answer as without it, whatever changes, and nothing from where others can write."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from s3lint.checks import Ran
from s3lint.cli import main
from s3lint.cli.output import FORMATS
from s3lint.config import ConfigError
from s3lint.engine import Request, UsageError
from s3lint.engine.cache import cached_check, store
from s3lint.engine.cache import serialized as kept
from s3lint.engine.cache.installation import installation
from s3lint.engine.cache.store import load, place, save
from s3lint.engine.check_result import CheckResult
from s3lint.engine.request import Wanted
from s3lint.engine.run.analysis import analyse
from s3lint.record import replace
from s3lint.source import DiskTree, FileProblem, MemoryTree
from s3lint.source.recorded import RecordingTree, holds
from tests.support.laws import examples

MODULE = """\
variable "name" { type = string }
resource "aws_s3_bucket" "this" { bucket = var.name }
resource "aws_s3_bucket_acl" "this" {
  bucket = aws_s3_bucket.this.id
  acl    = "public-read" # s3lint: ignore[S3L104] until 2099-01-01: reviewed
}
"""
FILES = {
    "modules/data/main.tf": MODULE,
    "live/a/main.tf": 'module "data" {\n  source = "../../modules/data"\n  name   = "data-a"\n}\n',
    "live/b/main.tf": 'resource "aws_s3_bucket" "b" {\n  bucket = var.unknown\n}\n',
    "live/b/terraform.tfvars": 'unknown = "data-b"\n',
    "live/broken/main.tf": 'resource "aws_s3_bucket" "broken" {\n  bucket = \n}\n',
    "stack.yaml": "Resources:\n  Data:\n    Type: AWS::S3::Bucket\n    Properties:\n      AccessControl: PublicRead\n",
    "s3lint.toml": 'profile = "strict"\n',
    ".gitignore": "ignored/\n",
    ".git/HEAD": "ref: refs/heads/main\n",
    "docs/notes.md": "no source\n",
}
Check = Callable[..., CheckResult]
needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    write(folder, FILES)
    return folder


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that results are kept in."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("S3LINT_NO_CACHE")
    monkeypatch.setattr(cached_check, "installation", lambda: "the same")  # also where somebody works on it now
    return tmp_path / "cache" / "s3lint" / "results"


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[Request]:
    """The runs that were worked out, not taken from the cache."""
    found: list[Request] = []

    def counted(request: Request, *rest: Any) -> Any:
        found.append(request)
        return analyse(request, *rest)

    monkeypatch.setattr("s3lint.engine.run.analysis.analyse", counted)
    return found


# another process, in which the installation stays the same even while somebody works on it
PROGRAM = """
import sys
from s3lint.engine.cache import cached_check
cached_check.installation = lambda: "the same"
from s3lint.cli import main
status = main(sys.argv[1:])
sys.stderr.write(" ".join(sys.modules))
"""


def write(folder: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)


def asked(tree: Path, **more: Any) -> Request:
    return Request((".",), tree, jobs=1, **more)


def same(one: CheckResult, other: CheckResult) -> bool:
    def timeless(answer: CheckResult) -> CheckResult:
        return replace(answer, report=replace(answer.report, elapsed=0.0))

    return timeless(one) == timeless(other)


def test_a_second_run_is_not_worked_out(tree: Path, cache: Path, runs: list[Request]) -> None:
    first, second = cached_check.check(asked(tree)), cached_check.check(asked(tree))
    assert len(runs) == 1
    assert same(first, second)
    assert first.report.findings and first.report.suppressed and first.report.diagnostics and first.report.sources
    assert same(second, cached_check.check(asked(tree), cache=False))


@pytest.mark.parametrize("name", [*FORMATS, "statistics"])
def test_every_format_is_the_same_bytes(
    tree: Path, cache: Path, name: str, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(tree)
    words = ["--statistics"] if name == "statistics" else ["--output-format", name]
    monkeypatch.setattr(sys, "argv", ["s3lint", "check"])
    seen = []
    for more in (["--no-cache"], [], []):
        status = main(["check", "--quiet", "--show", "fail,unknown,pass", *words, *more])
        seen.append((status, *capsysbinary.readouterr()))
    assert seen[0] == seen[1] == seen[2]
    assert seen[0][0] == 3 and seen[0][1]
    drawn = name in ("html", "rdjson")  # what takes more than a report
    assert drawn or (cache.exists() and len(list(cache.iterdir())) == 1)


def rewrite(path: str, text: str) -> Callable[[Path], None]:
    return lambda tree: write(tree, {path: text})


def remove(path: str) -> Callable[[Path], None]:
    return lambda tree: (tree / path).unlink()


def link(path: str, target: str) -> Callable[[Path], None]:
    def change(tree: Path) -> None:
        (tree / path).unlink(missing_ok=True)
        (tree / path).symlink_to(target)

    return change


CHANGES = {
    "a root": rewrite("live/b/main.tf", 'resource "aws_s3_bucket" "c" {\n  bucket = var.unknown\n}\n'),
    "same size": rewrite("live/b/main.tf", 'resource "aws_s3_bucket" "c" {\n  bucket = var.unknown\n}\n'),
    "a module": rewrite("modules/data/main.tf", MODULE.replace("public-read", "private")),
    "values": rewrite("live/b/terraform.tfvars", 'unknown = "other"\n'),
    "no values": remove("live/b/terraform.tfvars"),
    "a template": rewrite("stack.yaml", FILES["stack.yaml"].replace("PublicRead", "Private")),
    "a new file beside": rewrite("live/b/more.tf", 'resource "aws_s3_bucket" "more" {}\n'),
    "a new folder": rewrite("live/c/main.tf", 'resource "aws_s3_bucket" "more" {}\n'),
    "a new file of no interest": rewrite("other.txt", ""),
    "a removed file": remove("live/a/main.tf"),
    "settings": rewrite("s3lint.toml", 'profile = "audit"\n'),
    "no settings": remove("s3lint.toml"),
    "nearer settings": rewrite("live/b/s3lint.toml", 'select = ["S3L104"]\n'),
    "other settings' name": rewrite("live/.s3lint.toml", 'select = ["S3L104"]\n'),
    "gitignore": rewrite(".gitignore", "live/\n"),
    "nearer gitignore": rewrite("live/.gitignore", "b/\n"),
    "git's own excludes": rewrite(".git/info/exclude", "live/\n"),
    "a link in place of a file": link("stack.yaml", "live/b/main.tf"),
    "a link that leads out": link("stack.yaml", "/etc/hostname"),
    "a suppression": rewrite("modules/data/main.tf", MODULE.replace("2099-01-01", "2001-01-01")),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_any_change_of_what_was_seen_is_a_new_run(
    tree: Path, cache: Path, runs: list[Request], change: Callable[[Path], None]
) -> None:
    cached_check.check(asked(tree))
    times = {path: path.stat().st_mtime_ns for path in tree.rglob("*.tf")}
    change(tree)
    for path, time in times.items():
        if path.exists():
            os.utime(path, ns=(time, time))  # contents count, times do not
    answer = cached_check.check(asked(tree))
    assert len(runs) == 2
    assert same(answer, analyse(asked(tree)).check_result)


def test_what_was_not_seen_does_not_matter(tree: Path, cache: Path, runs: list[Request]) -> None:
    cached_check.check(asked(tree))
    write(tree, {"docs/notes.md": "changed"})
    for path in tree.rglob("*.tf"):
        os.utime(path)
    cached_check.check(asked(tree))
    assert len(runs) == 1


@pytest.mark.parametrize(
    "more",
    [
        {"options": {"profile": "audit"}},
        {"options": {"select": ["S3L104"]}},
        {"options": {"vars": {"unknown": "x"}}},
        {"options": {"exclude": ["live"]}},
        {"options": {"output-format": "json"}},
        {"isolated": True},
        {"use_ignores": False},
        {"force_exclude": True},
        {"today": date(2100, 1, 1)},
        {"paths": ("live",)},
        {"paths": ("stack.yaml",)},
    ],
    ids=repr,
)
def test_every_option_has_an_answer_of_its_own(
    tree: Path, cache: Path, runs: list[Request], more: dict[str, Any]
) -> None:
    cached_check.check(asked(tree))
    request = replace(asked(tree), **more)
    answers = [cached_check.check(request), cached_check.check(request)]
    assert len(runs) == 2
    assert same(*answers)
    assert same(answers[0], analyse(request).check_result)


def test_the_date_is_part_of_the_question(
    tree: Path, cache: Path, runs: list[Request], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Tomorrow(date):
        @classmethod
        def today(cls) -> date:  # type: ignore[override]
            return cls(2099, 6, 1)

    first = cached_check.check(asked(tree))
    monkeypatch.setattr(cached_check, "date", Tomorrow)
    second = cached_check.check(asked(tree))
    assert len(runs) == 2
    assert first.report.suppressed and not second.report.suppressed


def test_the_current_folder_is_part_of_the_question(tree: Path, cache: Path, runs: list[Request]) -> None:
    cached_check.check(Request((str(tree),), tree, jobs=1))
    answer = cached_check.check(Request((str(tree),), tree / "live", jobs=1))
    assert len(runs) == 2
    assert any(finding.location.path.startswith("../modules") for finding in answer.report.findings)


def test_the_boundary_is_part_of_the_question(tree: Path, cache: Path, runs: list[Request]) -> None:
    request = Request(("live/a",), tree, jobs=1)
    first = cached_check.check(request)
    (tree / "live" / "a" / ".git").mkdir()
    second = cached_check.check(request)
    assert len(runs) == 2
    assert first.report.buckets != second.report.buckets  # the module lies outside now


def test_another_installation_is_another_question(
    tree: Path, cache: Path, runs: list[Request], monkeypatch: pytest.MonkeyPatch
) -> None:
    cached_check.check(asked(tree))
    monkeypatch.setattr(cached_check, "installation", lambda: "another")
    cached_check.check(asked(tree))
    assert len(runs) == 2
    monkeypatch.setattr(cached_check, "installation", lambda: None)
    cached_check.check(asked(tree))
    cached_check.check(asked(tree))
    assert len(runs) == 4


@pytest.mark.parametrize("name", ["check.py", "data/table.json"])
def test_every_file_of_the_package_tells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    write(tmp_path, {"check.py": "a = 1", "data/table.json": "[1]", "__pycache__/check.pyc": "x"})
    monkeypatch.setattr(sys.modules["s3lint.engine.cache.installation"], "PACKAGE", tmp_path)
    before = installation()
    assert before == installation()
    status = (tmp_path / name).stat()
    (tmp_path / name).write_text((tmp_path / name).read_text().replace("1", "2"))
    os.utime(tmp_path / name, ns=(status.st_atime_ns, status.st_mtime_ns))  # even where size and time are the same
    assert installation() != before


def test_installed_packages_tell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    before = installation()
    (tmp_path / "python_hcl2-9.0.dist-info").mkdir()
    assert installation() != before


@pytest.mark.parametrize(
    "more",
    [
        {"config": "s3lint.toml"},
        {"baseline": "base.json"},
        {"new_since": "HEAD"},
        {"var_files": ("live/b/terraform.tfvars",)},
        {"parameters": ("p.json",)},
        {"paths": ("-",), "stdin": b"", "stdin_name": "main.tf"},
        {"verbose": True},
        {"wanted": Wanted(beliefs=True)},
        {"wanted": Wanted(checks=False)},
        {"options": {"output-format": "html"}},
    ],
    ids=repr,
)
def test_what_depends_on_more_than_the_tree_is_not_kept(tree: Path, more: dict[str, Any]) -> None:
    assert cached_check.is_repeatable(asked(tree))
    assert not cached_check.is_repeatable(replace(asked(tree), **more))


def test_a_report_with_more_than_is_kept_is_not_kept(tree: Path, cache: Path, runs: list[Request]) -> None:
    write(tree, {"s3lint.toml": 'output-format = "html"\n'})
    answers = [cached_check.check(asked(tree)), cached_check.check(asked(tree))]
    assert len(runs) == 2 and not list(cache.iterdir())
    assert all(bucket.controls for answer in answers for bucket in answer.report.buckets)


def test_errors_are_not_kept(tree: Path, cache: Path) -> None:
    write(tree, {"s3lint.toml": "profile = 3\n"})
    for _ in range(2):
        with pytest.raises(Exception, match="profile"):
            cached_check.check(asked(tree))
    with pytest.raises(UsageError):
        cached_check.check(Request(("missing",), tree))
    assert not list(cache.iterdir())


def test_internal_errors_are_not_kept(
    tree: Path, cache: Path, runs: list[Request], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr("s3lint.engine.run.loading.configurations", fails)
        assert "S3L900" in {d.code for d in cached_check.check(asked(tree)).report.diagnostics}
    assert not list(cache.iterdir())
    assert cached_check.check(asked(tree)).report.findings


def test_a_file_that_changes_while_it_is_read_is_kept_as_it_was_seen(
    tree: Path, cache: Path, runs: list[Request], monkeypatch: pytest.MonkeyPatch
) -> None:
    real, flips = DiskTree.read, iter(range(1000))

    def changing(self: DiskTree, path: str, limit: int = 1 << 20) -> bytes:
        data = real(self, path, limit)
        return data + b"\n" * next(flips) if path == "stack.yaml" else data

    with monkeypatch.context() as patch:
        patch.setattr(DiskTree, "read", changing)
        seen = cached_check.check(asked(tree))
        cached_check.check(asked(tree))
        assert len(runs) == 2  # it is another text each time
    assert same(cached_check.check(asked(tree)), seen)


def test_a_file_that_changes_while_it_is_read_again_is_not_kept(
    tree: Path, cache: Path, runs: list[Request], monkeypatch: pytest.MonkeyPatch
) -> None:
    real, flips = DiskTree.read, iter(range(1000))

    def changing(self: DiskTree, path: str, limit: int = 1 << 20) -> bytes:
        data = real(self, path, limit)
        return data + b"\n" * next(flips) if path == "stack.yaml" else data

    monkeypatch.setattr("s3lint.source.recorded._TEXTS", 0)  # as where a tree has too much text to keep
    monkeypatch.setattr(DiskTree, "read", changing)
    cached_check.check(asked(tree))
    assert not list(cache.iterdir())


def test_workers_tell_what_they_saw(tree: Path, cache: Path, runs: list[Request]) -> None:
    request = replace(asked(tree), jobs=3)
    first = cached_check.check(request)
    assert same(first, cached_check.check(request)) and len(runs) == 1
    assert same(first, analyse(asked(tree)).check_result)
    (entry,) = cache.iterdir()
    in_workers = json.loads(entry.read_text().partition("\n")[2])[0]
    entry.unlink()
    cached_check.check(asked(tree))
    (entry,) = cache.iterdir()
    assert json.loads(entry.read_text().partition("\n")[2])[0] == in_workers
    write(tree, {"modules/data/main.tf": MODULE.replace("public-read", "private")})
    assert not same(first, cached_check.check(request))


@pytest.mark.process
def test_spawned_workers_tell_too(tree: Path) -> None:
    script = (
        "import sys; sys.platform = 'darwin'\n"
        "from pathlib import Path\n"
        "from s3lint.engine import Request\nfrom s3lint.engine.cache import cached_check\n"
        "from s3lint.engine.run import analysis as run\n"
        "cached_check.installation = lambda: 'the same'\n"
        "if __name__ == '__main__':\n"
        "    ask = Request(('.',), Path.cwd(), jobs=2)\n"
        "    first = cached_check.check(ask)\n"
        "    run.analyse = None\n"
        "    second = cached_check.check(ask)\n"
        "    print(len(second.report.findings), first.report.findings == second.report.findings)\n"
    )
    program = tree.parent / "program.py"
    program.write_text(script)
    environment = {**os.environ, "XDG_CACHE_HOME": str(tree.parent / "cache")}
    done = subprocess.run(
        [sys.executable, str(program)], cwd=tree, env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.stdout.endswith("True\n"), done.stderr


def spoil(entry: Path, how: str) -> None:
    text = entry.read_bytes()
    if how == "cut":
        entry.write_bytes(text[:-20])
    elif how == "edited":
        entry.write_bytes(text.replace(b"S3L104", b"S3L105"))
    elif how == "empty":
        entry.write_bytes(b"")
    elif how == "huge":
        with entry.open("r+b") as file:
            file.truncate(1 << 40)  # a hole
    elif how == "deep":
        entry.write_bytes(b"[" * 1_000_000)
    elif how == "writable by all":
        entry.chmod(0o666)
    elif how == "link":
        entry.rename(entry.with_name("elsewhere"))
        entry.symlink_to(entry.with_name("elsewhere"))
    elif how == "pipe":
        entry.unlink()
        os.mkfifo(entry)
    elif how == "folder":
        entry.unlink()
        entry.mkdir()


@pytest.mark.parametrize("how", ["cut", "edited", "empty", "huge", "deep", "writable by all", "link", "pipe", "folder"])
def test_an_odd_entry_is_ignored(tree: Path, cache: Path, runs: list[Request], how: str) -> None:
    first = cached_check.check(asked(tree))
    (entry,) = cache.iterdir()
    spoil(entry, how)
    assert same(cached_check.check(asked(tree)), first) and len(runs) == 2
    if how != "folder":
        assert stat.S_IMODE(entry.lstat().st_mode) == 0o600 and stat.S_ISREG(entry.lstat().st_mode)
        assert same(cached_check.check(asked(tree)), first) and len(runs) == 2


@pytest.mark.parametrize("data", [None, 3, [], [1, 2], [[{}], []], [[{"odd:x": 1}], []], [[{"read:x:y": ""}], []]])
def test_an_entry_of_another_shape_is_ignored(tree: Path, cache: Path, runs: list[Request], data: Any) -> None:
    first = cached_check.check(asked(tree))
    (entry,) = cache.iterdir()
    save(cache, entry.stem, json.dumps(data))
    assert same(cached_check.check(asked(tree)), first) and len(runs) == 2


def test_an_entry_under_anothers_name_is_ignored(tree: Path, cache: Path, runs: list[Request]) -> None:
    strict = cached_check.check(asked(tree, options={"profile": "audit"}))
    (lenient,) = cache.iterdir()
    lenient.rename(cache.parent / "saved")
    cached_check.check(asked(tree, options={"select": ["S3L104"]}))
    (other,) = cache.iterdir()
    other.rename(lenient)  # as if it were the answer to the first question
    assert same(cached_check.check(asked(tree, options={"profile": "audit"})), strict)
    assert len(runs) == 3


@pytest.mark.parametrize("which", ["s3lint", "s3lint/results"])
@pytest.mark.parametrize("how", ["writable", "link", "file"])
def test_a_folder_that_is_not_the_users_alone_is_not_used(
    tree: Path, cache: Path, runs: list[Request], which: str, how: str
) -> None:
    folder = cache.parent.parent / which
    folder.parent.mkdir(parents=True, mode=0o700)
    if how == "file":
        folder.write_text("")
    elif how == "link":
        (cache.parent.parent / "real").mkdir(mode=0o700)
        folder.symlink_to(cache.parent.parent / "real")
    else:
        folder.mkdir()
        folder.chmod(0o777)
    for _ in range(2):
        assert cached_check.check(asked(tree)).report.findings
    assert len(runs) == 2
    assert not list(cache.parent.parent.rglob("*.json"))


def test_a_folder_of_another_user_is_not_used(
    tree: Path, cache: Path, runs: list[Request], monkeypatch: pytest.MonkeyPatch
) -> None:
    cached_check.check(asked(tree))
    owner = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: owner + 1)
    cached_check.check(asked(tree))
    assert len(runs) == 2


@pytest.mark.parametrize("where", ["tree", "tree/.cache", "relative"])
def test_nothing_is_kept_in_the_scanned_tree(
    tree: Path, cache: Path, runs: list[Request], monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    home = tree.parent / "home"
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CACHE_HOME", "cache" if where == "relative" else str(tree.parent / where))
    if where.startswith("tree"):
        monkeypatch.setenv("XDG_CACHE_HOME", str(tree / where.removeprefix("tree").strip("/")))
    monkeypatch.chdir(tree)
    before = sorted(path for path in tree.rglob("*") if path.is_file())
    cached_check.check(asked(tree))
    assert sorted(path for path in tree.rglob("*") if path.is_file()) == before
    kept_there = list(home.rglob("*.json"))
    assert bool(kept_there) == (where == "relative" and sys.platform != "win32")


def test_a_committed_cache_answers_nothing(
    tree: Path, cache: Path, runs: list[Request], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A forged entry in the scanned tree, whole and under its right name, where the environment names that folder."""
    given = cached_check.check(asked(tree))
    (entry,) = cache.iterdir()
    forged = tree / ".cache" / "s3lint" / "results"
    forged.mkdir(parents=True, mode=0o700)
    records, answer = load(cache, entry.stem)
    text = json.dumps(answer)
    assert "S3L104" in text
    answer = json.loads(text.replace("S3L104", "S3L105"))
    (forged / entry.name).write_bytes(b"")
    (forged / entry.name).chmod(0o600)
    save(forged, entry.stem, json.dumps([records, answer]))
    assert load(forged, entry.stem) is not None
    monkeypatch.setenv("XDG_CACHE_HOME", str(tree / ".cache"))
    runs.clear()
    found = cached_check.check(asked(tree))
    assert runs and found.report.findings == given.report.findings


def tracking(tree: Path, *paths: str) -> None:
    """Makes the tree a repository in which git tracks the paths."""
    shutil.rmtree(tree / ".git")
    for words in (["init", "-q"], *(["add", "-f", path] for path in paths)):
        subprocess.run(["git", "-C", str(tree), *words], check=True)


def within(tree: Path, named: str) -> CheckResult:
    return cached_check.check(asked(tree), within=named)


@pytest.mark.process
@needs_git
def test_a_named_folder_in_the_tree_is_used_and_not_read(tree: Path, cache: Path, runs: list[Request]) -> None:
    tracking(tree, "stack.yaml")
    first, second = within(tree, "kept"), within(tree, "kept")
    assert len(runs) == 1 and same(first, second)
    assert list((tree / "kept" / ".s3lint" / "results").iterdir()) and not cache.exists()
    assert same(first, cached_check.check(asked(tree), cache=False))


@pytest.mark.process
@needs_git
@pytest.mark.parametrize("named", ["kept", "link", "link/below", ".", ".."])
def test_a_named_folder_that_others_may_have_filled_is_refused(tree: Path, cache: Path, named: str) -> None:
    """A forged entry that is committed, a link that is, and the folder of the code itself."""
    write(tree, {"kept/.s3lint/results/forged.json": "{}"})
    (tree.parent / "elsewhere").mkdir()
    (tree / "link").symlink_to(tree.parent / "elsewhere")
    tracking(tree, "kept/.s3lint/results/forged.json", "link")
    with pytest.raises(UsageError, match="cannot keep results in a folder that"):
        within(tree, named)


def test_where_git_does_not_say_what_it_tracks_no_folder_of_the_tree_is_used(tree: Path, cache: Path) -> None:
    shutil.rmtree(tree / ".git")
    with pytest.raises(UsageError, match="that git may track files in"):
        within(tree, "kept")


def test_no_configuration_names_the_folder_of_results(tree: Path) -> None:
    write(tree, {"s3lint.toml": 'cache-dir = "kept"\n'})
    with pytest.raises(ConfigError, match="cache-dir"):
        cached_check.check(asked(tree))


def test_untrusted_code_is_never_answered_from_the_cache(
    tree: Path, cache: Path, runs: list[Request], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tree)
    for _ in range(2):
        main(["check", ".", "--untrusted", "--output-file", str(tree.parent / "out")])
    assert len(runs) == 2 and not (cache.exists() and list(cache.iterdir()))


def test_a_tree_inside_the_cache_is_not_kept(cache: Path) -> None:
    folder = place([])
    assert folder == cache
    assert place([cache / "repository"]) is None and place([cache]) is None and place([cache.parent]) is None


def test_modes(tree: Path, cache: Path) -> None:
    cached_check.check(asked(tree))
    (entry,) = cache.iterdir()
    assert stat.S_IMODE(cache.stat().st_mode) == stat.S_IMODE(cache.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(entry.stat().st_mode) == 0o600


def test_the_oldest_entries_go(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "MOST_ENTRIES", 3)
    folder = place([])
    assert folder
    for number in range(5):
        save(folder, str(number), "[]")
        os.utime(folder / f"{number}.json", (number, number))
    save(folder, "5", "[]")
    assert sorted(path.stem for path in folder.iterdir()) == ["3", "4", "5"]
    monkeypatch.setattr(store, "MOST_BYTES", 300)
    save(folder, "6", json.dumps("x" * 200))
    assert sorted(path.stem for path in folder.iterdir()) == ["6"]
    monkeypatch.setattr(store, "LARGEST", 100)
    save(folder, "7", json.dumps("x" * 200))
    assert load(folder, "7") is None and load(folder, "6") is None


@pytest.mark.parametrize("how", ["option", "environment"])
def test_no_cache(
    tree: Path, cache: Path, how: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tree)
    if how == "environment":
        monkeypatch.setenv("S3LINT_NO_CACHE", "1")
    main(["check", "-q", *(["--no-cache"] if how == "option" else [])])
    assert not cache.exists()
    monkeypatch.delenv("S3LINT_NO_CACHE", raising=False)
    main(["check", "-q"])
    assert len(list(cache.iterdir())) == 1


@pytest.mark.process
def test_processes_at_once(tree: Path, cache: Path) -> None:
    command = [sys.executable, "-c", PROGRAM, "check", "--output-format", "json"]
    running = [subprocess.Popen(command, cwd=tree, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    written = [process.communicate(timeout=120)[0] for process in running]
    assert written[0] == written[1] and b"S3L104" in written[0]
    assert len(list(cache.iterdir())) == 1
    third = subprocess.run(command, cwd=tree, capture_output=True, timeout=120)
    assert third.stdout == written[0]
    needless = {"networkx", "yaml", "s3lint.checks.catalogue", "s3lint.engine.run.analysis", "s3lint.graph"}
    assert not set(third.stderr.decode().split()) & {*needless, "s3lint.policy", "s3lint.languages.terraform"}


def test_a_recording_says_what_the_tree_says() -> None:
    below = MemoryTree({"a/b.tf": "x", "c": "y" * 30})
    tree = RecordingTree(below)
    assert tree.read("a/b.tf") == b"x" and tree.entries("a") == below.entries("a")
    assert tree.is_file("c") and not tree.is_folder("c") and tree.unlisted("a") is None
    with pytest.raises(FileProblem):
        tree.read("c", 20)
    assert len(tree.answers) == 6 and holds(tree.answers, below)
    assert not holds(tree.answers, MemoryTree({"a/b.tf": "x", "c": "y" * 20}))
    assert not holds(tree.answers, MemoryTree({"a/b.tf": "z", "c": "y" * 30}))
    assert not holds(tree.answers, MemoryTree({"a/b.tf": "x", "a/d": "", "c": "y" * 30}))
    seen = tree.answers
    tree.renew()
    assert seen and not tree.answers
    tree.add({"is_file:c": False}, True)
    assert tree.consistent
    tree.add(seen, True)
    assert not tree.consistent  # two processes saw different things


def test_ran_is_the_checks_of_the_catalogue() -> None:
    from s3lint.checks import ALL

    ran = Ran(tuple(check.code for check in ALL[:3]))
    assert list(ran) == list(ALL[:3]) and len(ran) == 3 and list(ran[1:]) == list(ALL[1:3])


def test_only_what_comes_back_as_it_was_is_kept(tree: Path) -> None:
    answer = analyse(asked(tree)).check_result
    assert kept.to_text([], answer)
    odd = replace(answer, report=replace(answer.report, version=3))  # type: ignore[arg-type]
    assert kept.to_text([], odd)
    odd = replace(answer, report=replace(answer.report, base=("a", "b")))  # type: ignore[arg-type]
    assert kept.to_text([], odd) is None
    assert kept.to_text([{"is_file:\ud83d\ude00": True}], answer) is None  # JSON joins the halves


EDITS = st.tuples(
    st.sampled_from(sorted({*FILES, "live/b/new.tf", "live/.gitignore", "live/b/s3lint.toml", "modules/data/x.json"})),
    st.sampled_from(
        [
            None,
            "",
            MODULE,
            'resource "aws_s3_bucket" "n" {}\n',
            'select = ["S3L104"]\n',
            "b/\n",
            FILES["stack.yaml"],
            'unknown = "z"\n',
        ]
    ),
)


@examples(25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(EDITS, max_size=2), min_size=1, max_size=4))
def test_edits_never_bring_back_an_old_answer(tree: Path, cache: Path, rounds: list[list[tuple[str, Any]]]) -> None:
    write(tree, FILES)
    for edits in rounds:
        for path, text in edits:
            if text is None:
                (tree / path).unlink(missing_ok=True)
            else:
                write(tree, {path: text})
        try:
            expected = analyse(asked(tree)).check_result
        except ConfigError as error:
            with pytest.raises(ConfigError, match="^" + re.escape(str(error))):
                cached_check.check(asked(tree))
        else:
            assert same(cached_check.check(asked(tree)), expected)
            assert same(cached_check.check(asked(tree)), expected)
