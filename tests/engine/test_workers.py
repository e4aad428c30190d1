"""Worker processes: the same bytes for any number of them, and only where there is work for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from s3lint.config import Settings
from s3lint.engine.run import workers
from s3lint.engine.run.workspace import Work, Workspace
from s3lint.languages.frontend import Root
from s3lint.source import DiskTree
from s3lint.values import Inputs
from tests.support.command import s3lint

SHARED = """\
variable "name" { type = string }
resource "aws_s3_bucket" "this" { bucket = var.name }
resource "aws_s3_bucket_public_access_block" "this" {
  bucket                  = aws_s3_bucket.this.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = false
}
"""
CALL = 'module "data" {\n  source = "../../modules/data"\n  name   = "data-NUMBER"\n}\n'
TEMPLATE = "Resources:\n  Data:\n    Type: AWS::S3::Bucket\n    Properties:\n      AccessControl: PublicRead\n"
BROKEN = 'resource "aws_s3_bucket" "broken" {\n  bucket = \n}\n'
ROOTS = 24


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("repository")
    files = {"modules/data/main.tf": SHARED, "live/broken/main.tf": BROKEN, "stack.yaml": TEMPLATE}
    files |= {f"live/r{n}/main.tf": CALL.replace("NUMBER", str(n)) for n in range(ROOTS)}
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return folder


def check(folder: Path, *words: str) -> tuple[int, str, str]:
    done = s3lint(folder, "check", "--output-format", "json", *words, ".")
    return done.returncode, done.stdout, done.stderr


def test_any_number_of_workers_gives_the_same_bytes(repository: Path) -> None:
    alone = check(repository, "--jobs", "1")
    assert alone[0] == 3
    assert alone[1].count('"S3L102"') >= ROOTS
    assert check(repository, "--jobs", "2") == alone
    assert check(repository, "--jobs", "5") == alone


def roots() -> list[Work]:
    codes = frozenset({"S3L102"})
    return [(Root(f"live/r{n}", "terraform"), Settings(codes=codes), Inputs()) for n in range(4)]


def workspace(folder: Path) -> Workspace:
    made = Workspace()
    made.show(DiskTree(folder))
    return made


@pytest.mark.process
def test_spawned_workers_judge_as_forked_ones(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work = roots()
    alone = workers.judge_all(workspace(repository), work, jobs=1, verbose=False)
    forked = workers.judge_all(workspace(repository), work, jobs=2, verbose=False)
    monkeypatch.setattr(workers.sys, "platform", "darwin")
    spawned = workers.judge_all(workspace(repository), work, jobs=2, verbose=False)
    assert [len(judged.findings) for judged in alone] == [1, 1, 1, 1]
    assert alone == forked == spawned


def test_progress_counts_every_root(repository: Path) -> None:
    seen: list[tuple[int, int]] = []
    workers.judge_all(workspace(repository), roots(), jobs=2, verbose=False, progress=lambda *now: seen.append(now))
    assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]


@pytest.mark.parametrize(
    ("roots", "jobs", "processors", "count"),
    [
        (1, None, 8, 1),
        (workers.ROOTS_PER_WORKER * 2 - 1, None, 8, 1),
        (workers.ROOTS_PER_WORKER * 2, None, 8, 2),
        (100_000, None, 2, 2),
        (100_000, None, 64, workers.MAX_WORKERS),
        (3, 64, 1, 3),
        (0, 4, 4, 1),
        (100_000, 1, 64, 1),
    ],
)
def test_workers_are_started_where_they_pay(
    monkeypatch: pytest.MonkeyPatch, roots: int, jobs: int | None, processors: int, count: int
) -> None:
    monkeypatch.setattr(workers.os, "cpu_count", lambda: processors)
    assert workers.workers(roots, jobs) == count
