"""The conformance suite: its cases are well formed, s3lint answers them, and the page is that of the last results."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

import pytest

from conformance.adapters import Said
from conformance.case import CASES, Case, cases, questions
from conformance.page import page
from conformance.score import ALARM, GUESSED, MISSED, RIGHT, UNDECIDED, answers, score, worth
from s3lint.checks import Outcome
from tests.support.places import ROOT
from tests.support.verdicts import findings

KNOWN, ASKED = cases(), questions()
RULES = {rule: question for question, one in ASKED.items() for rule in one["rules"]["s3lint"]}


def said(case: Case) -> Iterator[Said]:
    files = {p.relative_to(case.folder).as_posix(): p.read_text("utf-8") for p in case.folder.rglob("*") if p.is_file()}
    files.pop("case.json")
    for finding in findings(files, *RULES, environment=["defaults"]):
        yield Said(case.name, finding.code, finding.resource, Outcome(finding.verdict).value)


@pytest.mark.parametrize("case", KNOWN, ids=lambda case: case.name)
def test_a_case(case: Case) -> None:
    assert case.about and case.language in ("terraform", "cloudformation") and case.expect
    for asked in case.expect.values():
        assert asked.keys() <= ASKED.keys()
        assert set(asked.values()) <= {"pass", "fail", "unknown"}
    found = list(said(case))
    assert set(case.expect) <= {one.resource for one in found}, "there is no such bucket"
    wrong = score([case], ASKED, "s3lint", found)[1]
    assert wrong == []


def test_each_question_has_cases_of_each_verdict() -> None:
    counted = Counter(
        (question, true) for case in KNOWN for asked in case.expect.values() for question, true in asked.items()
    )
    assert {question for question, true in counted if true == "pass"} == ASKED.keys()
    assert {question for question, true in counted if true == "fail"} == ASKED.keys()
    assert {path.name for path in CASES.iterdir()} == {case.name for case in KNOWN}


@pytest.mark.parametrize(
    ("true", "answer", "value"),
    [
        ("pass", "pass", RIGHT),
        ("pass", "", RIGHT),
        ("pass", "fail", ALARM),
        ("pass", "unknown", UNDECIDED),
        ("fail", "fail", RIGHT),
        ("fail", "pass", MISSED),
        ("fail", "", MISSED),
        ("fail", "unknown", UNDECIDED),
        ("unknown", "unknown", RIGHT),
        ("unknown", "", RIGHT),
        ("unknown", "pass", GUESSED),
        ("unknown", "fail", GUESSED),
    ],
)
def test_what_an_answer_is_worth(true: str, answer: str, value: str) -> None:
    assert worth(true, answer) == value


def test_whose_bucket_a_finding_is_about() -> None:
    case = Case("c", "", "terraform", {"aws_s3_bucket.a": {}, "aws_s3_bucket.ab": {}})
    about = [Said("c", "R", "aws_s3_bucket_public_access_block.a", "fail"), Said("c", "R", "aws_s3_bucket.ab", "pass")]
    assert answers(case, "aws_s3_bucket.a", ["R"], about) == "fail"
    assert answers(case, "aws_s3_bucket.ab", ["R"], about) == "pass"
    assert answers(case, "aws_s3_bucket.a", ["Q"], about) == ""
    assert answers(case, "aws_s3_bucket.a", ["R"], [Said("other", "R", "", "fail")]) == ""


def test_the_page_is_that_of_the_results() -> None:
    results = json.loads((ROOT / "conformance" / "results.json").read_text("utf-8"))
    text = (ROOT / "docs" / "conformance.md").read_text("utf-8")
    assert text == page(results, KNOWN, ASKED), "run python -m conformance.run --page"
    total = sum(sum(counts.values()) for counts in results["s3lint"]["questions"].values())
    assert total == sum(len(asked) for case in KNOWN for asked in case.expect.values()), "run it with --write"
