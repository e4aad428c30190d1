"""Neovim, headless: a file is opened, a finding seen, an action taken, the finding gone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("pygls", reason="the extra `server` is not installed")

from tests.server.test_server import BUCKET, OPEN

NEOVIM = shutil.which("nvim")

pytestmark = [
    pytest.mark.oracle,
    pytest.mark.process,
    pytest.mark.skipif(NEOVIM is None, reason="Neovim (nvim) is not installed"),
]


@pytest.mark.parametrize(
    ("action", "becomes"),
    [
        ("Suppress S3L102", "# s3lint: ignore[S3L102] TODO: say why"),
        ("ix: set restrict_public_buckets", "restrict_public_buckets = true"),
    ],
)
def test_a_finding_is_seen_and_mended(tmp_path: Path, action: str, becomes: str) -> None:
    (tmp_path / ".git").mkdir()
    file = tmp_path / "main.tf"
    file.write_text(BUCKET + OPEN)
    environment = {
        **os.environ,
        "S3LINT_FILE": str(file),
        "S3LINT_PYTHON": sys.executable,
        "S3LINT_BUCKET": "6",
        "S3LINT_ACTION": action,
        **{f"XDG_{name}_HOME": str(tmp_path / name.lower()) for name in ("CONFIG", "DATA", "STATE", "CACHE")},
    }
    script = Path(__file__).parent / "editor.lua"
    done = subprocess.run(
        [str(NEOVIM), "--headless", "--clean", "-S", str(script)],
        capture_output=True,
        text=True,
        env=environment,
        timeout=120,
        check=False,
    )
    assert "TIMEOUT" not in done.stdout, done.stdout + done.stderr
    assert "FOUND 15:29 restrict_public_buckets is not true" in done.stdout, done.stdout + done.stderr
    assert "HOVER **aws\\_s3\\_bucket.data**" in done.stdout or "HOVER **aws_s3_bucket.data**" in done.stdout
    assert "GONE" in done.stdout and becomes in done.stdout
    assert file.read_text() == BUCKET + OPEN, "nothing is saved by itself"
