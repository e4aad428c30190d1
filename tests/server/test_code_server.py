"""Visual Studio Code (code-server) with the extension, in a browser: squiggles, the Problems panel, a quick fix.

`S3LINT_CODE_SERVER` names a folder where npm has put code-server, a Node.js that it runs in and playwright-core;
`editors/vscode` holds the packaged extension. CONTRIBUTING.md has the commands.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

pytest.importorskip("pygls", reason="the extra `server` is not installed")

from tests.report.chromium import CHROMIUM
from tests.server.test_server import BUCKET, OPEN

INSTALLED = Path(os.environ.get("S3LINT_CODE_SERVER", "-"), "node_modules")
CODE_SERVER = INSTALLED / "code-server/out/node/entry.js"
NODE = next((str(path) for path in INSTALLED.glob("node-*/bin/node")), shutil.which("node") or "")
EXTENSION = Path(__file__).parents[2] / "editors/vscode/s3lint.vsix"
SETTINGS = {"workbench.startupEditor": "none", "telemetry.telemetryLevel": "off"}

pytestmark = [
    pytest.mark.oracle,
    pytest.mark.process,
    pytest.mark.skipif(not CODE_SERVER.is_file(), reason="S3LINT_CODE_SERVER names no folder with code-server"),
    pytest.mark.skipif(not EXTENSION.is_file(), reason="editors/vscode/s3lint.vsix is not packaged"),
    pytest.mark.skipif(not NODE, reason="node is not installed"),
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]


@contextmanager
def served(folder: Path, data: Path) -> Iterator[str]:
    """code-server with the extension and a folder that it trusts; its address."""
    (data / "User").mkdir(parents=True)
    (data / "User/settings.json").write_text(json.dumps(SETTINGS))
    # nothing of who runs the tests: neither settings nor extensions
    own = {**os.environ, "HOME": str(data), "XDG_CONFIG_HOME": str(data), "XDG_DATA_HOME": str(data)}
    command = [NODE, str(CODE_SERVER), "--user-data-dir", str(data), "--extensions-dir", str(data / "extensions")]
    subprocess.run([*command, "--install-extension", str(EXTENSION)], check=True, capture_output=True, env=own)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    options = ["--auth", "none", "--bind-addr", address, "--disable-telemetry", "--disable-update-check"]
    with (data / "log").open("w") as log:
        server = subprocess.Popen([*command, *options, "--disable-workspace-trust"], stdout=log, stderr=log, env=own)
        try:
            for _ in range(120):
                try:
                    urlopen(f"http://{address}/healthz", timeout=2).close()
                    break
                except (URLError, OSError):
                    time.sleep(0.5)
            yield f"http://{address}/?folder={folder}"
        finally:
            server.terminate()
            server.wait(20)


def test_a_finding_is_seen_and_mended(tmp_path: Path) -> None:
    folder = tmp_path.resolve() / "module"
    (folder / ".git").mkdir(parents=True)
    (folder / "main.tf").write_text(BUCKET + OPEN)
    own = folder / ".venv/bin/s3lint"  # the environment of the workspace
    own.parent.mkdir(parents=True)
    own.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m s3lint "$@"\n')
    own.chmod(0o755)
    with served(folder, tmp_path / "data") as url:
        environment = {
            **os.environ,
            "NODE_PATH": str(INSTALLED),
            "S3LINT_URL": url,
            "S3LINT_CHROMIUM": str(CHROMIUM),
            "S3LINT_PROBLEM": "restrict_public_buckets is not true",
            "S3LINT_ACTION": "set restrict_public_buckets to true",
        }
        driver = Path(__file__).parent / "code_server.js"
        done = subprocess.run(
            [NODE, str(driver)], capture_output=True, text=True, env=environment, timeout=300, check=False
        )
    said = done.stdout + done.stderr
    assert "PROBLEM restrict_public_buckets is not true" in said and "S3L102" in said, said
    assert "SQUIGGLE" in said and "LENS public: no" in said, said
    assert "GONE" in said and "restrict_public_buckets = true" in said.split("GONE")[1], said
