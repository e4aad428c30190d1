"""What a pull request says of itself: with a trusted revision nothing of it counts, and each change is said."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from s3lint.cli import main

pytestmark = [
    pytest.mark.process,
    pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed"),
]

BUCKET = 'resource "aws_s3_bucket" "{0}" {{\n  bucket = "acme-{0}"\n}}\n'
RULES = 'select = ["S3L102", "S3L501"]\nnon-ignorable = ["S3L102"]\n'
KNOWN = "# s3lint: ignore[S3L501] a scratch bucket\n" + BUCKET.format("a")

Check = Callable[..., dict[str, Any]]


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A commit `trusted` with a suppression and a configuration."""
    (tmp_path / "main.tf").write_text(KNOWN)
    (tmp_path / "s3lint.toml").write_text(RULES)
    monkeypatch.chdir(tmp_path)
    git(tmp_path, "init", "-q")
    commit(tmp_path)
    git(tmp_path, "branch", "trusted")
    return tmp_path


def git(folder: Path, *words: str) -> None:
    own = ["-c", "user.email=a@example.org", "-c", "user.name=a"]
    subprocess.run(["git", "-C", str(folder), *own, *words], check=True, capture_output=True)


def commit(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "a change", "--allow-empty")


@pytest.fixture
def check(capsys: pytest.CaptureFixture[str]) -> Check:
    """The report of `s3lint check`."""

    def run(*options: str, status: int = 1) -> dict[str, Any]:
        capsys.readouterr()
        found = main(["check", ".", "--output-format", "json", *options])
        output = capsys.readouterr().out
        assert found == status, output
        report: dict[str, Any] = json.loads(output)
        return report

    return run


def failing(report: dict[str, Any]) -> set[tuple[str, str]]:
    return {(f["code"], f["resource"]) for f in report["findings"] if f["verdict"] == "fail" and not f["suppressed"]}


def changed(report: dict[str, Any]) -> set[tuple[str, int]]:
    return {(d["path"], d["line"]) for d in report["diagnostics"] if d["code"] == "S3L910"}


def test_what_the_trusted_revision_suppresses_stays_suppressed(repository: Path, check: Check) -> None:
    (repository / "main.tf").write_text("\n\n" + KNOWN)
    report = check("--config-from", "trusted")
    assert failing(report) == {("S3L102", "aws_s3_bucket.a")}
    assert not changed(report)


def test_a_new_suppression_hides_nothing_and_is_named(repository: Path, check: Check) -> None:
    (repository / "main.tf").write_text(KNOWN + "# s3lint: ignore[S3L501] mine\n" + BUCKET.format("b"))
    assert ("S3L501", "aws_s3_bucket.b") not in failing(check())
    report = check("--config-from", "trusted")
    assert failing(report) == {
        ("S3L102", "aws_s3_bucket.a"),
        ("S3L102", "aws_s3_bucket.b"),
        ("S3L501", "aws_s3_bucket.b"),
    }
    assert changed(report) == {("main.tf", 5)}


def test_a_suppression_that_moves_hides_nothing_new(repository: Path, check: Check) -> None:
    moved = BUCKET.format("a") + "# s3lint: ignore[S3L501] a scratch bucket\n" + BUCKET.format("b")
    (repository / "main.tf").write_text(moved)
    assert {("S3L501", f"aws_s3_bucket.{name}") for name in "ab"} <= failing(check("--config-from", "trusted"))


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("s3lint.toml", 'select = ["S3L601"]\n'),
        ("s3lint.toml", 'exclude = ["*.tf"]\n'),
        ("s3lint.toml", None),
        (".s3lint.toml", 'select = ["S3L601"]\n'),
    ],
)
def test_the_configuration_is_that_of_the_trusted_revision(
    repository: Path, check: Check, file: str, text: str | None
) -> None:
    path = repository / file
    if text is None:
        path.unlink()
    else:
        path.write_text(text)
    report = check("--config-from", "trusted")
    assert failing(report) == {("S3L102", "aws_s3_bucket.a")}
    assert (text is not None and file != "s3lint.toml") or ("s3lint.toml", 1) in changed(report)


def test_the_baseline_is_that_of_the_trusted_revision(repository: Path, check: Check) -> None:
    assert main(["check", ".", "--write-baseline", "base.json"]) == 0
    (repository / "s3lint.toml").write_text(RULES + 'baseline = "base.json"\n')
    commit(repository)
    git(repository, "branch", "-f", "trusted")
    (repository / "main.tf").write_text(KNOWN + BUCKET.format("b"))
    assert main(["check", ".", "--write-baseline", "base.json"]) == 0
    assert not failing(check(status=0))
    for named in ([], ["--baseline", "base.json"]):
        report = check("--config-from", "trusted", *named)
        assert failing(report) == {("S3L102", "aws_s3_bucket.b"), ("S3L501", "aws_s3_bucket.b")}
        assert ("base.json", 1) in changed(report)


def test_untrusted_alone_heeds_nothing_of_the_code(repository: Path, check: Check) -> None:
    (repository / "s3lint.toml").write_text('select = ["S3L601"]\nunknown = "hide"\n')
    (repository / ".gitignore").write_text("new.tf\n")
    (repository / "new.tf").write_text(BUCKET.format("new"))
    found = failing(check("--untrusted"))
    assert {("S3L102", "aws_s3_bucket.a"), ("S3L501", "aws_s3_bucket.a"), ("S3L102", "aws_s3_bucket.new")} <= found


def test_untrusted_fails_for_what_is_undecided_or_not_read(repository: Path, check: Check) -> None:
    versioning = (
        'variable "x" {}\nresource "aws_s3_bucket_versioning" "a" {\n  bucket = aws_s3_bucket.a.id\n'
        "  versioning_configuration {\n    status = var.x\n  }\n}\n"
    )
    (repository / "main.tf").write_text(BUCKET.format("a") + versioning)
    only = ["--select", "S3L501"]
    check(*only, status=0)
    check("--untrusted", *only, status=1)
    (repository / "main.tf").write_text('module "m" {\n  source = "git::https://example.org/m.git"\n}\n')
    check(*only, status=0)
    check("--untrusted", *only, status=3)


@pytest.mark.parametrize("command", ["inspect", "graph"])
def test_nothing_that_is_shown_heeds_the_configuration_of_the_code(
    repository: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    (repository / "s3lint.toml").write_text('exclude = ["main.tf"]\n')
    commit(repository)

    def shown(*options: str) -> bool:
        capsys.readouterr()
        main([command, ".", *options])
        return "aws_s3_bucket.a" in capsys.readouterr().out

    assert not shown()
    assert shown("--untrusted") and shown("--config-from", "trusted", "--untrusted")


def test_neither_can_nor_diff_heeds_the_configuration_of_the_code(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / "s3lint.toml").write_text('exclude = ["main.tf"]\n')
    policy = 'resource "aws_s3_bucket_policy" "a" {\n  bucket = aws_s3_bucket.a.id\n  policy = jsonencode({\n'
    policy += (
        '    Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:*", Resource = "arn:aws:s3:::acme-a/*" }]'
    )
    (repository / "main.tf").write_text(KNOWN + policy + "\n  })\n}\n")
    commit(repository)
    for words in (["can", "anyone", "s3:GetObject", "*"], ["diff", "trusted"]):
        for options, is_shown in (
            ([], False),
            (["--untrusted"], True),
            (["--untrusted", "--config-from", "trusted"], True),
        ):
            capsys.readouterr()
            main([*words, ".", *options])
            assert ("aws_s3_bucket.a" in capsys.readouterr().out) is is_shown, (words, options)


@pytest.mark.parametrize("words", [["can", "anyone"], ["diff", "trusted", "--fail-when", "never"]])
def test_what_can_and_diff_did_not_read_is_said(
    repository: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    words = [*words, *(["*", "*"] if words[0] == "can" else []), "."]
    assert main(words) == 0
    (repository / "more.tf").write_text('module "m" {\n  source = "acme/thing/aws"\n}\n')
    assert main(words) == 0 and main([*words, "--untrusted"]) == 3
    deep = repository.joinpath(*["d"] * 70)
    deep.mkdir(parents=True)
    capsys.readouterr()
    assert main(words) == 3
    assert "S3L905" in capsys.readouterr().err


def test_what_is_undecided_is_gained_by_other_peoples_code(repository: Path) -> None:
    policy = 'variable "who" {}\nresource "aws_s3_bucket_policy" "a" {\n  bucket = aws_s3_bucket.a.id\n'
    statement = (
        '{ Effect = "Allow", Principal = { AWS = var.who }, Action = "s3:*", Resource = "arn:aws:s3:::acme-a/*" }'
    )
    (repository / "main.tf").write_text(KNOWN + f"{policy}  policy = jsonencode({{ Statement = [{statement}] }})\n}}\n")
    words = ["diff", "trusted", ".", "--fail-when", "access"]
    assert main(words) == 0 and main([*words, "--untrusted"]) == 1


@pytest.mark.parametrize("options", [["nothing"], ["--help"], ["HEAD", "--isolated"]])
def test_a_trusted_revision_is_a_revision(
    repository: Path, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", ".", "--config-from", *options]) == 2
    assert capsys.readouterr().err.startswith("error: --config-from")


def test_configuration_further_down_cannot_turn_off_what_nobody_may(repository: Path, check: Check) -> None:
    (repository / "below").mkdir()
    (repository / "below" / "main.tf").write_text("# s3lint: ignore[S3L102] no\n" + BUCKET.format("below"))
    (repository / "below" / "s3lint.toml").write_text(
        'select = ["S3L601"]\nnon-ignorable = []\n[severity]\nS3L102 = "low"\n'
        '[[per-path]]\npaths = ["*.tf"]\nignore = ["S3L102"]\n'
    )
    report = check()
    found = {f["resource"]: f["severity"] for f in report["findings"] if f["code"] == "S3L102" and not f["suppressed"]}
    assert found == {"aws_s3_bucket.a": found["aws_s3_bucket.a"], "aws_s3_bucket.below": found["aws_s3_bucket.a"]}
    (said,) = [d for d in report["diagnostics"] if d["code"] == "S3L910"]
    assert said["path"] == "below/s3lint.toml" and "S3L501" in said["message"] and "S3L102" not in said["message"]
