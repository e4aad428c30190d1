"""`--fix` and its like: what is written, what is printed, and with which status."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.support.command import s3lint

BUCKET = 'resource "aws_s3_bucket" "b" {\n  bucket        = "acme-b"\n  force_destroy = true\n}\n'
FIXED = BUCKET.replace("true", "false")
QUIET = ("--select", "S3L510", "-q", "--isolated")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "main.tf").write_text(BUCKET)
    return tmp_path


def test_diff_shows_what_fix_would_do_and_writes_nothing(folder: Path) -> None:
    done = s3lint(folder, "check", "--diff", *QUIET)
    assert done.returncode == 1
    assert "-  force_destroy = true\n+  force_destroy = false\n" in done.stdout
    assert done.stdout.startswith("--- a/main.tf\n+++ b/main.tf\n")
    assert "would fix 1 finding in 1 file" in done.stderr
    assert (folder / "main.tf").read_text() == BUCKET
    assert s3lint(folder, "check", "--diff", "--select", "S3L501", "--isolated").returncode == 0


def test_fix_writes_and_reports_what_is_left(folder: Path) -> None:
    done = s3lint(folder, "check", "--fix", "--select", "S3L510,S3L501", "--isolated", "--output-format", "concise")
    assert (folder / "main.tf").read_text() == FIXED
    assert done.returncode == 1 and "S3L501" in done.stdout and "S3L510" not in done.stdout
    assert "fixed 1 finding in 1 file; --unsafe-fixes would fix 1 more" in done.stderr


def test_fix_only_reports_nothing(folder: Path) -> None:
    done = s3lint(folder, "check", "--fix-only", "--unsafe-fixes", "--select", "S3L510,S3L401", "--isolated")
    assert (done.returncode, done.stdout) == (0, "")
    assert (folder / "main.tf").read_text() == FIXED


def test_what_could_not_be_read_is_said_by_the_status(folder: Path) -> None:
    (folder / "broken.tf").write_text("resource {")
    assert s3lint(folder, "check", "--fix-only", *QUIET).returncode == 3
    assert (folder / "main.tf").read_text() == FIXED


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--unsafe-fixes"], "--unsafe-fixes needs --fix"),
        (["--fix", "--add-ignore", "why"], "--fix cannot be combined with --add-ignore"),
        (["--fix-only", "--write-baseline", "b.json"], "--fix-only cannot be combined with --write-baseline"),
        (["--fix", "-", "--stdin-filename", "main.tf"], "cannot fix standard input"),
    ],
)
def test_what_cannot_be_asked_for(words: list[str], said: str, folder: Path) -> None:
    done = s3lint(folder, "check", *words)
    assert done.returncode == 2 and said in done.stderr
    assert (folder / "main.tf").read_text() == BUCKET


def test_a_suppressed_finding_and_an_excluded_file_are_left(folder: Path) -> None:
    text = BUCKET.replace("  force", "  # s3lint: ignore[S3L510] a test bucket\n  force")
    (folder / "main.tf").write_text(text)
    (folder / "other").mkdir()
    (folder / "other" / "main.tf").write_text(BUCKET)
    assert s3lint(folder, "check", "--fix", "--exclude", "other", *QUIET).returncode == 0
    assert (folder / "main.tf").read_text() == text and (folder / "other" / "main.tf").read_text() == BUCKET


def test_suppressions_of_no_use_go(folder: Path) -> None:
    text = (
        "# s3lint: ignore[S3L510, S3L501] a test bucket\n"
        + BUCKET.replace("true", "true # s3lint: ignore[S3L104] no list")
        + "\n# s3lint: ignore[S3L510] until 2020-01-31: for a while\n"
        + FIXED.replace("acme-b", "acme-c").replace('"b"', '"c"')
    )
    (folder / "main.tf").write_text(text)
    done = s3lint(folder, "check", "--fix", "--select", "S3L510,S3L501,S3L104", "--ignore", "S3L501", "--isolated")
    assert "removed 2 idle suppressions" in done.stderr
    assert (folder / "main.tf").read_text() == (
        "# s3lint: ignore[S3L510, S3L501] a test bucket\n"
        + BUCKET
        + "\n"
        + FIXED.replace("acme-b", "acme-c").replace('"b"', '"c"')
    )


def test_a_file_behind_a_link_that_leads_out_is_not_written(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "main.tf"
    outside.write_text(BUCKET)
    (folder / "main.tf").unlink()
    os.symlink(outside, folder / "main.tf")
    s3lint(folder, "check", "--fix", *QUIET)
    assert outside.read_text() == BUCKET


def test_a_file_that_changed_meanwhile_is_not_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from s3lint.cli import fixing

    write = fixing.rewrite_file

    def late(file: Path, shown: str, before: bytes, after: bytes) -> None:
        file.write_text("# changed\n")
        write(file, shown, before, after)

    monkeypatch.setattr(fixing, "rewrite_file", late)
    done = s3lint(folder, "check", "--fix", *QUIET)
    assert done.returncode == 2 and "main.tf changed while s3lint worked: run it again" in done.stderr
    assert (folder / "main.tf").read_text() == "# changed\n"


def test_nothing_is_written_where_one_file_is_read_only(folder: Path) -> None:
    (folder / "more").mkdir()
    (folder / "more/main.tf").write_text(BUCKET)
    (folder / "more/main.tf").chmod(0o444)
    done = s3lint(folder, "check", "--fix", *QUIET)
    assert done.returncode == 2 and "more/main.tf: it is read-only" in done.stderr
    assert (folder / "main.tf").read_text() == (folder / "more/main.tf").read_text() == BUCKET


def test_every_finding_that_is_left_has_a_reason(folder: Path) -> None:
    (folder / "main.tf").write_text(BUCKET.replace("force_destroy = true", 'force_destroy = tobool("true")'))
    done = s3lint(folder, "check", "--fix", "-v", *QUIET)
    assert "S3L510 aws_s3_bucket.b: no edit: the value is put together at main.tf:3" in done.stderr


def test_reports_carry_the_edits_that_were_asked_for(folder: Path) -> None:
    plain = json.loads(s3lint(folder, "check", "--output-format", "json", *QUIET).stdout)
    assert [finding["edits"] for finding in plain["findings"]] == [[]]
    shown = json.loads(s3lint(folder, "check", "--output-format", "json", "--show-fixes", *QUIET).stdout)
    (edit,) = shown["findings"][0]["edits"]
    assert (edit["title"], edit["safety"]) == ("set force_destroy to false", "safe")
    assert edit["replacements"] == [
        {"path": "main.tf", "line": 3, "column": 19, "end_line": 3, "end_column": 23, "text": "false"}
    ]
    suggested = json.loads(s3lint(folder, "check", "--output-format", "rdjson", *QUIET).stdout)
    (suggestion,) = suggested["diagnostics"][0]["suggestions"]
    assert suggestion == {"range": {"start": {"line": 3}, "end": {"line": 3}}, "text": "  force_destroy = false"}


def test_two_repositories_are_mended_in_one_run(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name / ".git").mkdir(parents=True)
        (tmp_path / name / "main.tf").write_text(BUCKET)
    shown = json.loads(
        s3lint(tmp_path, "check", "one", "two", "--output-format", "json", "--show-fixes", *QUIET).stdout
    )
    places = [edit["replacements"][0]["path"] for finding in shown["findings"] for edit in finding["edits"]]
    assert places == ["one/main.tf", "two/main.tf"]
    s3lint(tmp_path, "check", "one", "two", "--fix", *QUIET)
    assert {(tmp_path / name / "main.tf").read_text() for name in ("one", "two")} == {FIXED}


def test_reports_show_no_line_of_a_file_of_values(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text('variable "d" {}\n' + BUCKET.replace("true", "var.d"))
    (tmp_path / "terraform.tfvars").write_text('password = "hunter2"\nd = true\n')
    for name in ("full", "json", "markdown", "html", "rdjson", "sarif"):
        done = s3lint(tmp_path, "check", "--output-format", name, "--show-fixes", *QUIET)
        assert "hunter2" not in done.stdout
    assert "set force_destroy to false" in done.stdout


@pytest.mark.process
@pytest.mark.parametrize("text", [BUCKET, BUCKET.rstrip("\n"), BUCKET.replace("\n", "\r\n"), "\ufeff" + BUCKET])
@pytest.mark.parametrize("name", ["main.tf", "my file.tf", "ä.tf"])
def test_git_applies_the_patch(text: str, name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(text.encode())
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    diff = s3lint(tmp_path, "check", "--diff", *QUIET).stdout
    subprocess.run(["git", "apply", "-"], cwd=tmp_path, input=diff.encode(), check=True)
    assert (tmp_path / name).read_bytes().decode() == text.replace("true", "false")
