"""What the terraform binary makes of expressions: the oracle for s3lint's evaluator.

`python -m tests.languages.terraform.oracle` writes the vectors of tests/data anew, from the expressions in them.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import shutil
import subprocess
import tempfile
from decimal import Decimal
from typing import Any

from s3lint.languages.terraform.types.number import normal
from tests.support.places import DATA

VECTORS = DATA / "terraform_expressions.json"
TERRAFORM = shutil.which("terraform")


def _console(line: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [TERRAFORM or "terraform", "console"],
            input=line + "\n",
            capture_output=True,
            text=True,
            cwd=folder,
            timeout=60,
        )
    return done.stdout.strip()


def answers(expressions: list[str]) -> list[dict[str, Any]]:
    """For each expression its value as `{"json": …}`, or `{"error": true}` or `{"unknown": true}`."""
    body = ", ".join(f'try(nonsensitive(jsonencode({{value = {expression}}})), "error")' for expression in expressions)
    try:
        found = json.loads(base64.b64decode(_console(f"base64encode(jsonencode([{body}]))").strip('"'), validate=True))
    except (ValueError, binascii.Error):
        if len(expressions) > 1:
            half = len(expressions) // 2
            return answers(expressions[:half]) + answers(expressions[half:])
        unknown = "(known after apply)" in _console(f"nonsensitive(jsonencode({expressions[0]}))")
        return [{"unknown": True} if unknown else {"error": True}]
    return [{"error": True} if text == "error" else {"json": text[len('{"value":') : -1]} for text in found]


def type_of(expression: str) -> str:
    """The type as terraform writes it, without blanks."""
    text = re.sub(r"\s+", "", _console(f"type({expression})"))
    return re.sub(r",([}\])])", r"\1", text)


def exact(data: Any) -> Any:
    """JSON data with numbers as terraform would hold them."""
    if isinstance(data, list):
        return [exact(item) for item in data]
    if isinstance(data, dict):
        return {key: exact(item) for key, item in data.items()}
    return normal(data) if isinstance(data, Decimal) else data


def same(left: Any, right: Any) -> bool:
    """Equality that tells true from 1."""
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    return isinstance(left, bool) == isinstance(right, bool) and left == right


def write(expressions: list[str]) -> None:
    version = subprocess.run([TERRAFORM or "terraform", "version", "-json"], capture_output=True, text=True, check=True)
    vectors = []
    for expression, answer in zip(expressions, answers(expressions), strict=True):
        if "json" in answer:
            answer["type"] = type_of(expression)
        vectors.append({"expr": expression, **answer})
    lines = ",\n".join("    " + json.dumps(vector, ensure_ascii=False) for vector in vectors)
    source = f"terraform console, Terraform {json.loads(version.stdout)['terraform_version']}"
    head = f'{{\n  "source": {json.dumps(source)},\n  "date": "2026-11-25",\n  "vectors": [\n'
    VECTORS.write_text(f"{head}{lines}\n  ]\n}}\n", encoding="utf-8")


if __name__ == "__main__":
    write([vector["expr"] for vector in json.loads(VECTORS.read_text(encoding="utf-8"))["vectors"]])
