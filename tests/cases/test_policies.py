"""Bucket policies with the verdicts that are true on AWS, each written in every form that a template allows.

A file of policy/ holds statements, case by case. The bucket belongs to account 111122223333. Nothing blocks public
access to it, except in blocked.yaml.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest
import yaml

from tests.cases.case import CASES
from tests.cases.policy_forms import FORMS, Statement
from tests.support.marks import parse
from tests.support.verdicts import by_resource, findings

ACCOUNT = "111122223333"
BUCKETS = ("aws_s3_bucket.b", "Data")


@dataclass(frozen=True)
class Policy:
    """Statements, and what each check that is named says of the bucket."""

    name: str
    statements: list[Statement]
    expected: dict[str, str]
    blocked: bool


def policies() -> list[Policy]:
    return [
        policy(path.stem, text)
        for path in sorted((CASES / "policy").glob("*.yaml"))
        for text in path.read_text(encoding="utf-8").split("\n---\n")
    ]


def policy(file: str, text: str) -> Policy:
    """One case of a file: its name and its marks are the comments above its statements."""
    title, *comments = [line.removeprefix("# ") for line in text.splitlines() if line.startswith("#")]
    expected = {mark.code: mark.verdict for comment in comments for mark in parse("", 0, comment)}
    return Policy(f"{file}: {title}", yaml.safe_load(text), expected, blocked=file == "blocked")


@pytest.mark.parametrize("policy", policies(), ids=lambda policy: policy.name)
def test_a_policy_in_every_form(policy: Policy) -> None:
    files = {path: form(policy.statements, policy.blocked) for path, form in FORMS.items()}
    found = findings(files, *policy.expected, account_id=ACCOUNT)
    for path in FORMS:
        said = by_resource(f for f in found if f.root == path.removesuffix("/main.tf") and f.resource in BUCKETS)
        assert {code: verdict for (code, _), verdict in said.items()} == policy.expected, path
