"""Runs tools on the cases, and writes what came of it.

    python -m conformance.run s3lint=.venv/bin/s3lint checkov=/opt/checkov/bin/checkov --write
    python -m conformance.run guard=/opt/guard/bin/python --guard-rules /opt/registry/rules/aws/amazon_s3
    python -m conformance.run --page

Each NAME=PROGRAM is one of s3lint, checkov, trivy, kics and guard; for guard the program is a Python that has
cfn_guard_rs. With --write the numbers go into conformance/results.json and the table into docs/conformance.md, and
those of other tools stay as they are. `-v` lists the answers that are not right.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from conformance.adapters import ADAPTERS, Tool
from conformance.case import CASES, HERE, cases, questions
from conformance.page import page
from conformance.score import WORTH, score

RESULTS = HERE / "results.json"
PAGE = HERE.parent / "docs" / "conformance.md"


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(description="Run tools on the conformance cases.")
    parser.add_argument("tools", nargs="*", metavar="NAME=PROGRAM")
    parser.add_argument("--guard-rules", default="", help="the folder of *.guard files")
    parser.add_argument("--version", action="append", default=[], metavar="NAME=TEXT", help="what a tool calls itself")
    parser.add_argument("--write", action="store_true", help="write the results and the page")
    parser.add_argument("--page", action="store_true", help="write the page of the results that are there")
    parser.add_argument("-v", "--verbose", action="store_true", help="list the answers that are not right")
    given = parser.parse_args(words)
    results: dict[str, Any] = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    versions = dict(text.partition("=")[::2] for text in given.version)
    for text in given.tools:
        name, _, program = text.partition("=")
        counted, wrong = run(name, program, {"guard-rules": given.guard_rules})
        print(f"{name}: {', '.join(f'{sum(one[w] for one in counted.values())} {w}' for w in WORTH)}")
        print("".join(f"  {line}\n" for line in wrong) if given.verbose else "", end="")
        version = versions.get(name, results.get(name, {}).get("version", ""))
        found = {question: {w: one[w] for w in WORTH if one[w]} for question, one in counted.items()}
        results[name] = {"version": version, "questions": found}
    if given.write:
        RESULTS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    if given.write or given.page:
        PAGE.write_text(page(results, cases(), questions()), encoding="utf-8")
    return 0


def run(name: str, program: str, extra: dict[str, str]) -> Any:
    """What a tool's answers are worth."""
    known, asked = cases(), questions()
    rules = sorted({rule for one in asked.values() for rule in one["rules"].get(name, ())})
    said = list(ADAPTERS[name](Tool(str(Path(program).absolute()), rules, CASES, extra), known))
    return score(known, asked, name, said)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
