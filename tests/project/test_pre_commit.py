"""The hooks of .pre-commit-hooks.yaml, run by the real pre-commit in a scratch git repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.support.places import ROOT

MANIFEST = ROOT / ".pre-commit-hooks.yaml"
BIN = Path(sys.executable).parent


def pre_commit() -> str | None:
    return shutil.which("pre-commit", path=f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}")


needs_pre_commit = [
    pytest.mark.process,
    pytest.mark.skipif(pre_commit() is None, reason="pre-commit is not installed"),
    pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed"),
    pytest.mark.skipif(not (BIN / "s3lint").exists(), reason="the s3lint command is not installed beside this Python"),
]

BUCKET = 'resource "aws_s3_bucket" "a" {\n  bucket = "acme-a"\n}\n'
BLOCK = """resource "aws_s3_bucket_public_access_block" "a" {
  bucket                  = aws_s3_bucket.a.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
"""


def hooks() -> list[dict[str, object]]:
    found: list[dict[str, object]] = yaml.safe_load(MANIFEST.read_text())
    return found


def test_manifest_names_the_hooks() -> None:
    by_id = {hook["id"]: hook for hook in hooks()}
    assert set(by_id) == {"s3lint", "s3lint-all", "s3lint-diff"}
    assert by_id["s3lint"]["require_serial"] is True
    assert by_id["s3lint-all"]["pass_filenames"] is False
    assert by_id["s3lint-diff"]["pass_filenames"] is False
    assert all(str(hook["entry"]).startswith(("s3lint check ", "s3lint diff ")) for hook in hooks())


class Repository:
    """A scratch repository with the hooks, and what it takes to run them."""

    def __init__(self, folder: Path, hook: str, *arguments: str) -> None:
        self.root = folder / "work"
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
            "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
            "PRE_COMMIT_HOME": str(folder / "home"),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
        }
        provider = folder / "hooks"
        self.root.mkdir()
        provider.mkdir()
        # the same hooks, but s3lint is installed already: the test needs no network
        manifest = [{**entry, "language": "system"} for entry in hooks()]
        (provider / ".pre-commit-hooks.yaml").write_text(yaml.safe_dump(manifest))
        revision = self.commit(provider)
        repo = {"repo": str(provider), "rev": revision, "hooks": [{"id": hook, "args": list(arguments)}]}
        (self.root / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [repo]}))
        self.git("init", "--quiet")

    def git(self, *arguments: str, folder: Path | None = None) -> str:
        name = ("-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "protocol.file.allow=always")
        command = ["git", *name, *arguments]
        done = subprocess.run(
            command, cwd=folder or self.root, env=self.environment, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    def commit(self, folder: Path) -> str:
        self.git("init", "--quiet", folder=folder)
        self.git("add", "--all", folder=folder)
        self.git("commit", "--quiet", "--message", "all", folder=folder)
        return self.git("rev-parse", "HEAD", folder=folder)

    def write(self, files: dict[str, str]) -> None:
        for name, text in files.items():
            (self.root / name).write_text(text)
        self.git("add", "--all")

    def run(self) -> tuple[int, str]:
        command = [str(pre_commit()), "run", "--color", "never"]
        done = subprocess.run(
            command, cwd=self.root, env=self.environment, capture_output=True, text=True, check=False, timeout=120
        )
        return done.returncode, done.stdout + done.stderr


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path, "s3lint", "--select", "S3L102")


class TestHook:
    """What a commit meets."""

    pytestmark = needs_pre_commit

    def test_a_finding_stops_the_commit(self, repository: Repository) -> None:
        repository.write({"main.tf": BUCKET})
        status, text = repository.run()
        assert status == 1, text
        assert "S3L102" in text

    def test_the_whole_module_is_read_for_one_changed_file(self, repository: Repository) -> None:
        repository.write({"main.tf": BUCKET, "block.tf": BLOCK})
        repository.commit(repository.root)
        repository.write({"main.tf": BUCKET.replace("acme-a", "acme-b")})
        status, text = repository.run()
        assert status == 0, text

    def test_other_yaml_is_passed_over(self, repository: Repository) -> None:
        repository.write({"values.yaml": "replicas: 3\n", "data.json": "[1, 2]\n"})
        status, text = repository.run()
        assert status == 0, text

    def test_a_broken_file_stops_the_commit(self, repository: Repository) -> None:
        repository.write({"main.tf": 'resource "aws_s3_bucket" "a" {\n'})
        status, text = repository.run()
        assert status == 1, text
        assert "S3L901" in text

    def test_all_files_also_after_a_deletion(self, tmp_path: Path) -> None:
        repository = Repository(tmp_path, "s3lint-all", "--select", "S3L102")
        repository.write({"main.tf": BUCKET, "block.tf": BLOCK})
        repository.commit(repository.root)
        assert repository.run()[0] == 0
        repository.git("rm", "--quiet", "block.tf")
        status, text = repository.run()
        assert status == 1, text
        assert "S3L102" in text


class TestDiffHook:
    pytestmark = needs_pre_commit

    def test_the_first_commit_and_one_that_weakens_a_control(self, tmp_path: Path) -> None:
        repository = Repository(tmp_path, "s3lint-diff")
        repository.write({"main.tf": BUCKET + BLOCK})
        assert repository.run()[0] == 0
        repository.commit(repository.root)
        repository.write({"main.tf": BUCKET + BLOCK.replace("= true", "= false")})
        status, output = repository.run()
        assert status == 1 and "weakened" in output
        repository.write({"main.tf": BUCKET + BLOCK})
        assert repository.run()[0] == 0
