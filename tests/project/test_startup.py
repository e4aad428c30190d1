"""What is imported, and when: a command costs no more than it needs. No test looks at a clock."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

pytestmark = pytest.mark.process

BUCKET = 'resource "aws_s3_bucket" "a" {}\n'
TEMPLATE = "Resources:\n  A:\n    Type: AWS::S3::Bucket\n"
SCRIPT = """
import sys
from s3lint.cli import main
status = main(sys.argv[1:])
sys.stderr.write("\\n".join(sys.modules))
"""


def imported(folder: Path, *words: str) -> set[str]:
    """The modules that a run of s3lint has imported at its end."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *words], cwd=folder, capture_output=True, text=True, timeout=60
    )
    assert "Traceback" not in done.stderr
    found = set(done.stderr.split())
    assert "s3lint.cli.main" in found
    return found | {name.partition(".")[0] for name in found}


def imported_by_python() -> set[str]:
    """What an interpreter has imported before it runs anything."""
    script = "import sys; print(*sys.modules)"
    return set(
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    )


def test_the_version_is_said_before_anything_is_imported(tmp_path: Path) -> None:
    found = imported(tmp_path, "--version") - imported_by_python()
    assert {name for name in found if name.startswith("s3lint")} == {"s3lint", "s3lint.cli", "s3lint.cli.main"}
    assert not found & {"click", "typing", "collections", "enum", "re", "signal"}


@pytest.mark.parametrize("words", [["--version"], ["--help"], ["check", "--help"]])
def test_saying_what_it_is_imports_no_analysis(tmp_path: Path, words: list[str]) -> None:
    found = imported(tmp_path, *words)
    libraries = {"networkx", "hcl2", "lark", "yaml", "cfn_tools", "re2", "rich"}
    assert not found & (libraries | {"s3lint.checks", "s3lint.engine"})


NEVER = {
    *("rich", "networkx", "s3lint.report.formats.html", "jsonschema", "hypothesis"),
    *("subprocess", "concurrent.futures", "multiprocessing"),
    *("importlib.resources", "zipfile", "tempfile", "tomllib", "re2", "html.entities"),
}
# what `inspect` and `graph` work out
NO_BELIEFS = {
    "s3lint.access.reach",
    "s3lint.questions.beliefs",
    "s3lint.questions.diagram",
    "s3lint.engine.run.beliefs",
}


@pytest.mark.parametrize(
    ("name", "text", "needless"),
    [
        ("main.tf", BUCKET, {"lark", "hcl2", "cfn_tools", "yaml", "s3lint.languages.cloudformation.reading.reader"}),
        (
            "a.yaml",
            TEMPLATE,
            {"lark", "hcl2", "s3lint.languages.terraform.configuration.load", "s3lint.languages.terraform.evaluate"},
        ),
    ],
)
def test_a_run_imports_its_own_language(tmp_path: Path, name: str, text: str, needless: set[str]) -> None:
    (tmp_path / name).write_text(text)
    assert all(map(find_spec, NO_BELIEFS | needless)), "a module that is not there is not imported"
    found = imported(tmp_path, "check", "-o", "out.txt", ".")
    assert not found & (needless | NEVER | NO_BELIEFS)


def test_the_graph_library_writes_exports(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(BUCKET)
    assert "networkx" in imported(tmp_path, "graph", "--output-format", "json", "-o", "out.json", ".")
