"""Nothing of the scanned repository runs: not its modules, whatever starts the workers, nor what its git names."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.command import environment
from tests.support.places import ROOT

pytestmark = pytest.mark.process

BUCKET = 'resource "aws_s3_bucket" "data" {\n  bucket = "data-N"\n}\n'
# of Python, of the libraries around s3lint, and of s3lint itself
MODULES = ["multiprocessing", "json", "os", "re", "tempfile", "click", "re2", "yaml", "hcl2", "networkx", "s3lint"]

SPAWNING = """\
import sys
from s3lint.engine.run import workers
from s3lint.cli import main

class Elsewhere:
    platform, flags = "darwin", sys.flags

workers.sys = Elsewhere
if __name__ == "__main__":
    raise SystemExit(main())
"""


def hostile(folder: Path, modules: list[str]) -> Path:
    """A tree with four roots, whose modules leave a mark; the place of the mark."""
    mark = folder.parent / "mark"
    text = f"open({str(mark)!r}, 'a').write(__name__)\n"
    for number in range(4):
        (folder / f"r{number}").mkdir(parents=True)
        (folder / f"r{number}" / "main.tf").write_text(BUCKET.replace("N", str(number)))
    for name in modules:
        (folder / name).mkdir()
        for file in (f"{name}.py", f"{name}/__init__.py", f"{name}/__main__.py"):
            (folder / file).write_text(text)
    (folder / "s3lint.toml").write_text('select = ["S3L102"]\n')
    return mark


def judged(folder: Path, *command: str) -> list[str]:
    """The roots that a command finds something in."""
    words = ["check", ".", "--jobs", "2", "--no-cache", "--output-format", "json"]
    done = subprocess.run([*command, *words], cwd=folder, capture_output=True, text=True, env=environment(), timeout=60)
    assert done.returncode == 1, done.stderr
    return sorted(finding["root"] for finding in json.loads(done.stdout)["findings"])


ALL_ROOTS = ["r0", "r1", "r2", "r3"]


def test_as_a_module_it_takes_no_library_from_the_current_folder(tmp_path: Path) -> None:
    mark = hostile(tmp_path / "tree", [name for name in MODULES if name != "s3lint"])
    assert judged(tmp_path / "tree", sys.executable, "-m", "s3lint") == ALL_ROOTS
    assert not mark.exists()


def test_as_a_program_it_takes_nothing_from_the_current_folder(tmp_path: Path) -> None:
    mark = hostile(tmp_path / "tree", MODULES)
    program = tmp_path / "s3lint"
    program.write_text("from s3lint.cli import main\nraise SystemExit(main())\n")
    assert judged(tmp_path / "tree", sys.executable, str(program)) == ALL_ROOTS
    assert not mark.exists()


def test_spawned_workers_take_nothing_from_the_current_folder(tmp_path: Path) -> None:
    mark = hostile(tmp_path / "tree", MODULES)
    program = tmp_path / "s3lint_elsewhere.py"
    program.write_text(SPAWNING)
    assert judged(tmp_path / "tree", sys.executable, str(program)) == ALL_ROOTS
    assert not mark.exists()


def test_where_python_heeds_no_variables_nothing_is_spawned(tmp_path: Path) -> None:
    mark = hostile(tmp_path / "tree", MODULES)
    program = tmp_path / "s3lint_elsewhere.py"
    program.write_text(f"import sys\nsys.path.insert(0, {str(ROOT)!r})\n" + SPAWNING)
    assert judged(tmp_path / "tree", sys.executable, "-E", str(program)) == ALL_ROOTS
    assert not mark.exists()


def git(folder: Path, *words: str) -> None:
    who = ["-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false", "-c", "init.defaultBranch=main"]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    subprocess.run(["git", *who, "-C", str(folder), *words], check=True, capture_output=True, env=kept)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_git_runs_nothing_that_its_configuration_names(tmp_path: Path) -> None:
    tree, mark = tmp_path / "tree", tmp_path / "mark"
    run = tmp_path / "run.sh"
    run.write_text(f"#!/bin/sh\necho ran >> {mark}\n")
    run.chmod(0o755)
    tree.mkdir()
    git(tree, "init", "-q")
    (tree / "main.tf").write_text(BUCKET)
    (tree / "child.tf").write_text("# another file\n")
    git(tree, "add", "-A")
    git(tree, "commit", "-q", "-m", "one")
    git(tree, "branch", "base")
    (tree / ".git" / "config").write_text(
        "[core]\n\trepositoryformatversion = 1\n\tbare = false\n"
        f"\tfsmonitor = {run}\n\tsshCommand = {run}\n\tpager = {run}\n\thooksPath = {tmp_path}\n"
        f"\talternateRefsCommand = {run}\n\tgitProxy = {run}\n"
        "[extensions]\n\tpartialClone = origin\n"
        f'[remote "origin"]\n\turl = ext::{run}\n\tpromisor = true\n\tpartialCloneFilter = blob:none\n'
        f'\tuploadpack = {run}\n[protocol]\n\tallow = always\n[protocol "ext"]\n\tallow = always\n'
        f"[diff]\n\texternal = {run}\n[credential]\n\thelper = {run}\n[pager]\n\tcat-file = {run}\n"
        f"[alias]\n\tls-tree = !{run}\n\tcat-file = !{run}\n"
    )
    # an object that is missing: git would ask the remote for it
    lost = subprocess.run(
        ["git", "-C", str(tree), "hash-object", "child.tf"], capture_output=True, text=True, check=True
    ).stdout.strip()
    (tree / ".git" / "objects" / lost[:2] / lost[2:]).unlink()
    words = ["check", ".", "--new-since", "base", "--no-cache", "--output-format", "json"]
    done = subprocess.run(
        [sys.executable, "-m", "s3lint", *words], cwd=tree, capture_output=True, text=True, env=environment()
    )
    assert done.returncode in (0, 3), done.stderr
    assert "Traceback" not in done.stderr
    assert not mark.exists()
