"""docs/conformance.md, from the results of the last runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from conformance.case import HERE, Case
from conformance.score import WORTH

NAMES = {"s3lint": "s3lint", "checkov": "checkov", "trivy": "trivy", "kics": "KICS", "guard": "cfn-guard"}
ABOUT = (HERE / "page.txt").read_text("utf-8")
HOW = {
    "s3lint": "`s3lint check . --isolated --environment defaults` in each case's folder",
    "checkov": "`checkov -d cases --framework terraform`, then `cloudformation`, without a network",
    "trivy": "`trivy config --skip-check-update --include-non-failures cases`, with the checks that it embeds",
    "kics": "`kics scan --path cases`",
    "guard": "the rules of aws-guard-rules-registry (`rules/aws/amazon_s3`), by cfn_guard_rs; templates alone",
}


def page(results: Mapping[str, Any], cases: Sequence[Case], questions: Mapping[str, Any]) -> str:
    """The page as Markdown."""
    expectations = sum(len(asked) for case in cases for asked in case.expect.values())
    how = [f"| {NAMES[tool]} | {results[tool]['version']} | {HOW[tool]} |" for tool in NAMES if tool in results]
    how += [
        f"| {NAMES[tool]} | not run: no program was at hand | {HOW[tool]} |" for tool in NAMES if tool not in results
    ]
    return ABOUT.format(
        cases=len(cases),
        expectations=expectations,
        terraform=sum(case.language == "terraform" for case in cases),
        templates=sum(case.language == "cloudformation" for case in cases),
        table="\n".join(_table(results)),
        by_question="\n".join(_by_question(results, questions)),
        questions_page="[questions.json](https://github.com/s3lint/s3lint/blob/main/conformance/questions.json)",
        how="\n".join(how),
    )


def _table(results: Mapping[str, Any]) -> list[str]:
    rows = [f"| Tool | Asked | {' | '.join(WORTH)} |", f"| --- |{' ---: |' * (len(WORTH) + 1)}"]
    for tool in (tool for tool in NAMES if tool in results):
        total: Counter[str] = Counter()
        for counts in results[tool]["questions"].values():
            total.update(counts)
        rows.append(f"| {NAMES[tool]} | {total.total()} | {' | '.join(str(total[w]) for w in WORTH)} |")
    return rows


def _by_question(results: Mapping[str, Any], questions: Mapping[str, Any]) -> list[str]:
    """Right answers of those asked."""
    ran = [tool for tool in NAMES if tool in results]
    rows = [f"| Question | {' | '.join(NAMES[tool] for tool in ran)} |", f"| --- |{' ---: |' * len(ran)}"]
    for question, one in questions.items():
        cells = []
        for tool in ran:
            counts = results[tool]["questions"].get(question, {})
            cells.append(f"{counts.get('right', 0)} of {sum(counts.values())}" if counts else "no rule")
        rows.append(f"| `{question}`: {one['asks']} | {' | '.join(cells)} |")
    return rows
