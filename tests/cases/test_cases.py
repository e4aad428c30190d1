"""Every case gives the verdicts that it is marked with."""

from __future__ import annotations

import pytest

from tests.cases.case import Case, cases


@pytest.mark.parametrize("case", [*cases("terraform"), *cases("cloudformation"), *cases("plan")], ids=lambda c: c.name)
def test_case(case: Case) -> None:
    said = case.judged()
    assert case.marks, "a case says what is true of it"
    assert case.unmet(said.findings) == []
    assert case.unmarked(said.findings) == []
    assert {(d.code, d.location.path, d.location.line) for d in said.diagnostics} == case.remarks()
