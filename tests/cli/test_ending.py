"""How the process ends: without a look for garbage, and with all that others want done at its end."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.process

SCRIPT = """
import atexit, gc, sys
atexit.register(lambda: print("frozen", gc.get_freeze_count() > 0))
from s3lint.cli import main
status = main({arguments})
atexit.register(lambda: print("handler"))
sys.stdout.write("written, not flushed\\n")
sys.exit(status)
"""


def ended(folder: Path, *words: str, arguments: str = "") -> subprocess.CompletedProcess[str]:
    script = SCRIPT.format(arguments=arguments)
    return subprocess.run(
        [sys.executable, "-c", script, *words], cwd=folder, capture_output=True, text=True, timeout=60
    )


@pytest.mark.parametrize(
    ("text", "status"),
    [("", 0), ('resource "aws_s3_bucket" "a" {\n  acl = "public-read"\n}\n', 1), ('resource "aws_s3_bucket" {', 3)],
)
def test_output_status_and_handlers_are_kept(tmp_path: Path, text: str, status: int) -> None:
    (tmp_path / "main.tf").write_text(text)
    done = ended(tmp_path, "check", "--output-format", "concise", ".")
    assert done.returncode == status, done.stderr
    assert done.stdout.endswith("written, not flushed\nhandler\nfrozen True\n")
    assert (status == 1) == ("S3L104" in done.stdout or "S3L101" in done.stdout)


def test_whoever_calls_with_words_of_their_own_goes_on(tmp_path: Path) -> None:
    done = ended(tmp_path, arguments='["explain", "S3L101"]')
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("written, not flushed\nhandler\nfrozen False\n")
