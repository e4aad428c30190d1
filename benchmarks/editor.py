"""From a keystroke to diagnostics: the language server over modules of some sizes.

    python benchmarks/editor.py                      # 5, 50 and 500 files, 200 keystrokes each
    python benchmarks/editor.py --files 50 --keys 20

A file of the module has a bucket with its Block Public Access, a policy and a data source; one more has variables. Each
keystroke changes one file, in turn a value, a name, a line more and a letter in a comment, and the clock runs until the
server has sent its diagnostics for that version. The server waits for nothing before it judges (`delay` 0).
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

VARIABLES = 'variable "env" {\n  type = string\n}\n\nlocals {\n  prefix = "acme-${var.env}"\n}\n'
PART = """\
resource "aws_s3_bucket" "bNUMBER" {
  bucket = "${local.prefix}-data-NUMBER"
  tags   = { Name = "bNUMBER" }
}

resource "aws_s3_bucket_public_access_block" "bNUMBER" {
  bucket                  = aws_s3_bucket.bNUMBER.id
  block_public_acls       = true
  ignore_public_acls      = true
  block_public_policy     = true
  restrict_public_buckets = RESTRICT
}

data "aws_iam_policy_document" "bNUMBER" {
  statement {
    sid       = "Read"
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.bNUMBER.arn}/*"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::111122223333:role/reader"]
    }
  }
}

resource "aws_s3_bucket_policy" "bNUMBER" {
  bucket = aws_s3_bucket.bNUMBER.id
  policy = data.aws_iam_policy_document.bNUMBER.json
}
"""


class Client:
    """As little of an editor as the clock needs."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-m", "s3lint", "server"]
        self.process = subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.folder = folder
        options = {"settings": {"delay": 0}}
        folders = [{"uri": folder.as_uri(), "name": "module"}]
        params = {"processId": None, "rootUri": None, "capabilities": {}, "workspaceFolders": folders}
        self.send("initialize", {**params, "initializationOptions": options}, number=1)
        self.until(lambda message: message.get("id") == 1)
        self.send("initialized", {})

    def send(self, method: str, params: Any, number: int | None = None) -> None:
        message = {"jsonrpc": "2.0", "method": method, "params": params}
        body = json.dumps(message if number is None else {**message, "id": number}).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def until(self, holds: Any) -> dict[str, Any]:
        assert self.process.stdout
        while True:
            length = 0
            while (line := self.process.stdout.readline().strip()) != b"":
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            message: dict[str, Any] = json.loads(self.process.stdout.read(length))
            if holds(message):
                return message

    def judged(self, uri: str, version: int) -> None:
        self.until(
            lambda m: (
                m.get("method") == "textDocument/publishDiagnostics"
                and (m["params"]["uri"], m["params"].get("version")) == (uri, version)
            )
        )

    def memory(self) -> int:
        """Resident memory in KiB, where the system says it."""
        status = Path("/proc", str(self.process.pid), "status")
        lines = status.read_text().splitlines() if status.exists() else []
        return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS:")), 0)

    def close(self) -> None:
        self.send("shutdown", None, number=2)
        self.until(lambda message: message.get("id") == 2)
        self.send("exit", None)
        self.process.wait(10)


def module(folder: Path, files: int) -> Path:
    """Writes a module; the file that is edited."""
    (folder / ".git").mkdir()
    (folder / "variables.tf").write_text(VARIABLES)
    for number in range(files - 1):
        text = PART.replace("NUMBER", str(number)).replace("RESTRICT", "true" if number % 3 else "false")
        (folder / f"part{number:04}.tf").write_text(text)
    return folder / "part0001.tf"


def typed(text: str, key: int) -> str:
    """The text after a keystroke."""
    kind, step = key % 4, key // 4
    if kind == 0:
        shut = "true" if step % 2 else "false"
        return text.replace("restrict_public_buckets = true", f"restrict_public_buckets = {shut}")
    if kind == 1:
        return text.replace('Name = "b1"', f'Name = "b1-{step}"')
    return "\n" * (step % 7) + text if kind == 2 else f"# {'x' * (step % 40)}\n{text}"


def measure(files: int, keys: int) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary).resolve()
        file = module(folder, files)
        text, uri = file.read_text(), file.as_uri()
        started = time.monotonic()
        client = Client(folder)
        document = {"uri": uri, "languageId": "terraform", "version": 1, "text": text}
        client.send("textDocument/didOpen", {"textDocument": document})
        client.judged(uri, 1)
        first, before = time.monotonic() - started, client.memory()
        taken = []
        for key in range(keys):
            changes = {"textDocument": {"uri": uri, "version": key + 2}, "contentChanges": [{"text": typed(text, key)}]}
            started = time.monotonic()
            client.send("textDocument/didChange", changes)
            client.judged(uri, key + 2)
            taken.append(1000 * (time.monotonic() - started))
        grown = client.memory() - before
        client.close()
    late = statistics.quantiles(taken, n=20)[-1] if keys > 1 else taken[0]
    print(
        f"{files:5} files: first {first:5.2f} s; {keys} keystrokes: median {statistics.median(taken):6.0f} ms, "
        f"95th percentile {late:6.0f} ms; memory {before // 1024} MB and {grown / 1024:+.1f} MB"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, action="append", help="files of the module (repeatable)")
    parser.add_argument("--keys", type=int, default=200, help="keystrokes")
    options = parser.parse_args()
    print(f"load {os.getloadavg()[0]:.1f}")
    for files in options.files or (5, 50, 500):
        measure(max(files, 3), options.keys)


if __name__ == "__main__":
    main()
