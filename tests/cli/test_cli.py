"""The command line: what a shell, a CI job and pre-commit see."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from s3lint.cli import main
from s3lint.cli.app import COMMANDS
from s3lint.cli.output import FORMATS
from s3lint.report import FORMATS as REPORT_FORMATS
from tests.support.command import environment, process, s3lint

BUCKET = "Resources:\n  Data:\n    Type: AWS::S3::Bucket\n"
SECRET = 'resource "aws_s3_bucket" "b" {\n  bucket = file("/etc/hostname")\n}\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.yaml").write_text(BUCKET)
    return tmp_path


@pytest.mark.process
def test_findings_go_to_stdout_and_the_status_is_one(folder: Path) -> None:
    done = process(folder, "check")
    assert done.returncode == 1 and done.stderr == ""
    assert "S3L102" in done.stdout and "a.yaml:2:3" in done.stdout
    assert "\x1b" not in done.stdout


def test_a_clean_folder(folder: Path) -> None:
    done = s3lint(folder, "check", "--select", "S3L601")
    assert done.returncode == 0 and "on 1 bucket in 1 file" in done.stdout


def test_json_is_the_only_thing_on_stdout(folder: Path) -> None:
    done = s3lint(folder, "check", ".", "--output-format", "json", "--show", "fail,unknown,pass", "-v")
    report = json.loads(done.stdout)
    assert report["version"] == 1 and report["summary"]["buckets"] == 1
    assert {"fail", "pass"} <= {f["verdict"] for f in report["findings"]}
    assert report["findings"][0]["root"] == "a.yaml"


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_written(
    folder: Path, name: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    assert main(["check", "--output-format", name, "--exit-zero"]) == 0
    out, err = capfd.readouterr()
    assert out.strip() and err == ""


def test_the_formats_are_those_of_the_reports() -> None:
    assert set(FORMATS) == set(REPORT_FORMATS)


def test_files_and_further_reports(folder: Path) -> None:
    done = s3lint(folder, "check", "-o", "out.txt", "--report", "json=out.json", "--report", "sarif=out.sarif")
    assert done.returncode == 1 and done.stdout == ""
    assert "S3L102" in (folder / "out.txt").read_text()
    assert json.loads((folder / "out.json").read_text())["version"] == 1
    assert json.loads((folder / "out.sarif").read_text())["version"] == "2.1.0"
    done = s3lint(folder, "check", "-o", "no/where.txt")
    assert done.returncode == 2 and "cannot write no/where.txt" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["."], "Did you mean `s3lint check .`?"),
        (["chek"], "Did you mean `s3lint check`?"),
        (["xyz"], "Commands: check, init, diff, can, explain"),
        (["check", "--selct", "X"], "--select"),
        (["check", "--select", "S3L1O2"], "did you mean 'S3L102'?"),
        (["check", "--select", "blok-public-access"], "did you mean 'block-public-access'?"),
        (["check", "--output-format", "jsn"], "Did you mean 'json'?"),
        (["check", "--report", "sarf=x"], "Did you mean 'sarif'?"),
        (["check", "--report", "sarif"], "is not FORMAT=FILE"),
        (["check", "--show", "fial"], "Did you mean 'fail'?"),
        (["check", "--fail-on", "hihg"], "Did you mean 'high'?"),
        (["check", "--var", "novalue"], "is not NAME=VALUE"),
        (["check", "a.yml"], "a.yml does not exist (did you mean 'a.yaml'?)"),
        (["check", "-"], "--stdin-filename"),
        (["check", "--stdin-filename", "x.tf"], "works only with '-'"),
        (["check", "--config", "none.toml"], "--config none.toml does not exist"),
        (["check", "--baseline", "none.json"], "--baseline none.json does not exist"),
        (["check", "--baseline", "a.yaml"], "a.yaml is not JSON"),
        (["check", "--new-since", "--help"], "--new-since"),
        (["check", "--jobs", "0"], "--jobs"),
        (["explain", "S3L1O2"], "did you mean"),
        (["completions", "bahs"], "Did you mean 'bash'?"),
    ],
)
def test_bad_usage_is_two_with_a_hint_and_no_traceback(
    folder: Path, words: list[str], said: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    assert main(words) == 2
    out, err = capfd.readouterr()
    assert said in err and "Traceback" not in err and out == ""


def test_a_configuration_that_is_wrong(folder: Path) -> None:
    (folder / "s3lint.toml").write_text("\nprofle = 'strict'\n")
    done = s3lint(folder, "check")
    assert done.returncode == 2
    assert done.stderr == "error: s3lint.toml:2: unknown setting 'profle' (did you mean 'profile'?)\n"
    assert s3lint(folder, "check", "--isolated").returncode == 1


def test_command_line_before_environment_before_file(folder: Path) -> None:
    (folder / "s3lint.toml").write_text('output-format = "concise"\nselect = ["S3L102"]\n')
    assert s3lint(folder, "check").stdout.startswith("a.yaml:2:3: S3L102")
    json.loads(s3lint(folder, "check", env={"S3LINT_OUTPUT_FORMAT": "json"}).stdout)
    full = s3lint(folder, "check", "--output-format", "full", env={"S3LINT_OUTPUT_FORMAT": "json"})
    assert full.stdout.startswith("error[S3L102]") or full.stdout.startswith("warning[S3L102]")


def test_broken_input_is_three_and_the_rest_is_checked(folder: Path) -> None:
    (folder / "bad.yaml").write_text(BUCKET + "  Other: [\n")
    done = s3lint(folder, "check")
    assert done.returncode == 3 and "S3L102" in done.stdout and "bad.yaml" in done.stdout
    assert s3lint(folder, "check", "--allow-unreadable").returncode == 1
    assert s3lint(folder, "check", "--allow-unreadable", "--exit-zero").returncode == 0


def test_nothing_to_check(tmp_path: Path) -> None:
    done = s3lint(tmp_path, "check")
    assert done.returncode == 3 and "found no Terraform files, CloudFormation templates or plans in ." in done.stderr
    (tmp_path / "README.md").write_text("")
    done = s3lint(tmp_path, "check", "README.md")
    assert done.returncode == 3 and "README.md is neither Terraform, CloudFormation nor a plan" in done.stderr


def test_pre_commit_names_yaml_that_is_no_template(tmp_path: Path) -> None:
    (tmp_path / "values.yaml").write_text("{{ helm }}: [")
    (tmp_path / "package.json").write_text("{}")
    (tmp_path / "out.tf").write_text("")
    done = s3lint(tmp_path, "check", "--force-exclude", "--no-progress", "values.yaml", "package.json")
    assert (done.returncode, done.stderr) == (0, "")
    done = s3lint(tmp_path, "check", "--force-exclude", "--exclude", "out.tf", "values.yaml", "out.tf")
    assert (done.returncode, done.stderr) == (0, "")


def test_what_is_empty_or_binary(tmp_path: Path) -> None:
    (tmp_path / "empty.tf").write_text("")
    (tmp_path / "empty.yaml").write_text("")
    assert s3lint(tmp_path, "check").returncode == 0
    (tmp_path / "binary.tf").write_bytes(bytes(range(256)))
    done = s3lint(tmp_path, "check")
    assert done.returncode == 3 and "binary.tf" in done.stdout and "Traceback" not in done.stderr


@pytest.mark.process
def test_standard_input(folder: Path) -> None:
    done = process(folder, "check", "-", "--stdin-filename", "b.yaml", "--output-format", "concise", stdin=BUCKET)
    assert done.returncode == 1 and "b.yaml:2:3" in done.stdout and "a.yaml" not in done.stdout


def test_show_files(folder: Path) -> None:
    (folder / "notes.md").write_text("")
    assert s3lint(folder, "check", "--show-files").stdout == "a.yaml\n"
    assert "notes.md: skipped: " in s3lint(folder, "check", "--show-files", "-v").stdout


def test_baseline_and_back(folder: Path) -> None:
    done = s3lint(folder, "check", "--write-baseline", "base.json")
    assert done.returncode == 0 and "findings in base.json" in done.stderr
    assert s3lint(folder, "check", "--baseline", "base.json").returncode == 0
    (folder / "b.yaml").write_text(BUCKET)
    done = s3lint(folder, "check", "--baseline", "base.json", "--output-format", "concise")
    assert done.returncode == 1 and "b.yaml" in done.stdout and "a.yaml" not in done.stdout


@pytest.mark.parametrize("there", [None, "", "no JSON", '{"version": 1}'])
def test_a_baseline_is_written_where_the_configured_one_is_missing_or_broken(folder: Path, there: str | None) -> None:
    (folder / "s3lint.toml").write_text('baseline = "base.json"\n')
    if there is not None:
        (folder / "base.json").write_text(there)
    assert s3lint(folder, "check").returncode == 2
    done = s3lint(folder, "check", "--write-baseline", "base.json")
    assert done.returncode == 0 and "findings in base.json" in done.stderr
    assert s3lint(folder, "check").returncode == 0


def test_add_ignore(folder: Path) -> None:
    done = s3lint(folder, "check", "--add-ignore", "known since 2026")
    assert done.returncode == 0 and "suppressed " in done.stderr
    text = (folder / "a.yaml").read_text()
    assert "known since 2026" in text and "Type: AWS::S3::Bucket" in text
    again = s3lint(folder, "check")
    assert again.returncode == 0, again.stdout
    assert s3lint(folder, "check", "--no-ignores").returncode == 1


def test_colour(folder: Path) -> None:
    assert "\x1b[" in s3lint(folder, "check", "--color", "always").stdout
    assert "\x1b[" in s3lint(folder, "check", env={"FORCE_COLOR": "1"}).stdout
    assert "\x1b[" not in s3lint(folder, "check", env={"FORCE_COLOR": "1", "NO_COLOR": "1"}).stdout
    assert "\x1b[" not in s3lint(folder, "check", "--color", "never", env={"FORCE_COLOR": "1"}).stdout


@pytest.mark.process
@pytest.mark.parametrize(("more", "coloured"), [({}, True), ({"TERM": "dumb"}, False), ({"NO_COLOR": "1"}, False)])
def test_colour_on_a_terminal(folder: Path, more: dict[str, str], coloured: bool) -> None:
    main, other = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "s3lint", "check"],
        cwd=folder,
        stdout=other,
        stderr=subprocess.PIPE,
        env=environment({"TERM": "xterm-256color"}) | more,
    )
    os.close(other)
    text = b""
    while True:
        try:
            piece = os.read(main, 65536)
        except OSError:
            break
        if not piece:
            break
        text += piece
    os.close(main)
    assert process.wait(30) == 1 and process.stderr is not None and process.stderr.read() == b""
    process.stderr.close()
    assert (b"\x1b[" in text) == coloured and b"S3L102" in text


@pytest.mark.process
def test_a_reader_that_leaves_early(folder: Path) -> None:
    for number in range(60):
        (folder / f"t{number}.yaml").write_text(BUCKET)
    command = f"{sys.executable} -m s3lint check | head -n 1"
    done = subprocess.run(
        command, shell=True, cwd=folder, capture_output=True, text=True, env=environment(), timeout=60
    )
    assert done.stderr == "" and len(done.stdout.splitlines()) == 1


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help(command: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert main([*filter(None, [command]), "--help"]) == 0
    assert capfd.readouterr().out.startswith("Usage: s3lint")


def test_the_help_of_check_has_sections(tmp_path: Path) -> None:
    text = s3lint(tmp_path, "check", "--help").stdout
    titles = [line[:-1] for line in text.splitlines() if line.endswith(":") and not line.startswith(" ")]
    assert titles == ["Check selection", "File selection", "Values", "Baselines", "Fixes", "Output", "Run"]
    assert "Exit codes: 0 clean" in text


def test_explain(capfd: pytest.CaptureFixture[str]) -> None:
    def explained(*words: str) -> str:
        assert main(["explain", *words]) == 0
        return capfd.readouterr().out

    everything = explained()
    assert "Exposure: who can reach the data from outside" in everything and "S3L102" in everything
    page = explained("S3L102")
    assert page.startswith("S3L102 block-public-access (high") and "ignore[S3L102]" in page
    assert explained("block-public-access") == explained("CKV_AWS_53") == page
    assert json.loads(explained("S3L102", "--output-format", "json"))["code"] == "S3L102"
    codes = [check["code"] for check in json.loads(explained("--output-format", "json"))]
    assert codes == sorted(codes)
    assert set(explained("--profile", "default").split()) < set(everything.split())


def test_config(tmp_path: Path) -> None:
    (tmp_path / "s3lint.toml").write_text('fail-on = "high"\n')
    text = s3lint(tmp_path, "config").stdout
    assert 'fail-on = "high"  # s3lint.toml' in text and 'unknown = "report"  # default' in text
    assert json.loads(s3lint(tmp_path, "config", "--schema").stdout)["type"] == "object"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completions(shell: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["completions", shell]) == 0
    assert "_S3LINT_COMPLETE" in capfd.readouterr().out


def test_nothing_outside_of_the_tree_is_read(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(SECRET)
    done = s3lint(tmp_path, "check", "--show", "fail,unknown,pass", "--output-format", "json")
    secret = Path("/etc/hostname").read_text().strip()
    assert not secret or secret not in done.stdout


def test_no_file_is_written_into_the_tree(folder: Path) -> None:
    before = sorted(folder.rglob("*"))
    s3lint(folder, "check")
    assert sorted(folder.rglob("*")) == before


def test_a_server_without_its_extra_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("s3lint.server.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "lsprotocol", None)
    done = s3lint(tmp_path, "server")
    assert done.returncode == 2 and not done.stdout
    assert "pip install 's3lint[server]'" in done.stderr
