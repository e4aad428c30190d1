"""What is not tried, or goes wrong, while edits are sought: it costs an edit, and is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from s3lint.engine import Request
from s3lint.engine.run.session import Session
from s3lint.fix import fixed, fixpoint, judging, offers, proposal
from s3lint.fix.offers import with_fixes
from tests.fix.mending import written

TEXT = """\
resource "aws_s3_bucket" "b" {
  bucket = "acme-b"
}

resource "aws_s3_bucket_versioning" "b" {
  bucket = aws_s3_bucket.b.id
  versioning_configuration {
    status = "Suspended"
  }
}
"""


@pytest.fixture
def request_(tmp_path: Path) -> Request:
    return Request((".",), written(tmp_path, {"main.tf": TEXT}), {"select": ["S3L501"]}, jobs=1)


def test_edits_beyond_the_limit_of_judgements_are_told(request_: Request, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging.Court, "_after", lambda self, proposed: None)
    session = Session()
    report = with_fixes(session, request_, session.analyse(request_))
    (said,) = report.diagnostics
    assert said.code == "S3L905" and said.message == f"{judging.LIMIT}: those for 1 finding were not tried"
    assert not any(finding.edits for finding in report.findings)


def test_a_mistake_of_s3lint_costs_an_edit_and_is_told(request_: Request, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*given: object) -> None:
        raise KeyError("oops")

    monkeypatch.setattr(proposal, "drafted", broken)
    session = Session()
    report = with_fixes(session, request_, session.analyse(request_))
    assert [(d.code, "KeyError" in d.message) for d in report.diagnostics] == [("S3L900", True)]
    assert ["KeyError" in why for why in fixed(Session(), request_, unsafe=True).mistakes.values()] == [True]


def test_what_is_left_after_the_last_round_is_told(request_: Request, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fixpoint, "MOST_ROUNDS", 0)
    done = fixed(Session(), request_, unsafe=True)
    assert set(done.refused.values()) == {"s3lint makes no more than 0 rounds of edits"} and not done.files
    monkeypatch.setattr(fixpoint, "MOST_ROUNDS", 1)
    assert not fixed(Session(), request_, unsafe=True).refused


def test_the_editor_is_told_of_fixes_alone(request_: Request) -> None:
    session = Session()
    result = session.analyse(request_)
    (found,) = offers.fixes(session, request_, result).values()
    assert [fix.title for fix in found] == ["set status to Enabled"]
