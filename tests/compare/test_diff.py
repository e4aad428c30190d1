"""`s3lint diff`: what a change lets in, what it takes away, and what is no change."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from s3lint.engine import UsageError
from s3lint.engine.comparison import BucketChange, Comparison
from s3lint.engine.request import Request
from s3lint.engine.run.session import Session
from s3lint.report import render_comparison
from tests.engine.test_widened import ACCOUNT_OWNS, ACCOUNT_READS, EVERYBODY, EVERYBODY_LISTS, template, terraform
from tests.source.test_revision import commit
from tests.support.git import git

pytestmark = [
    pytest.mark.process,
    pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed"),
]
OPTIONS = {"account-id": "111122223333"}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "-q")
    return folder


def diff(folder: Path, old: dict[str, str], new: dict[str, str]) -> Comparison:
    commit(folder, **old)
    for name in old:
        (folder / name).unlink()
    for name, text in new.items():
        (folder / name).write_text(text)
    return Session().compare(Request((".",), folder, OPTIONS), "HEAD")


def only(comparison: Comparison) -> BucketChange:
    (change,) = comparison.buckets
    return change


def gains(change: BucketChange) -> set[tuple[str, str, str]]:
    return {(one.who, one.name, one.state) for one in change.gained}


@pytest.mark.parametrize(("name", "make"), [("main.tf", terraform), ("t.json", template)])
def test_wider_grants_are_gained_and_narrower_ones_lost(repository: Path, name: str, make: Any) -> None:
    change = only(diff(repository, {name: make(EVERYBODY_LISTS)}, {name: make(EVERYBODY)}))
    assert gains(change) == {("anyone", "", "yes")} and change.gains and not change.lost
    change = only(diff(repository, {name: make(ACCOUNT_OWNS)}, {name: make(ACCOUNT_READS)}))
    assert not change.gained and {(one.who, one.name) for one in change.lost} == {("other accounts", "222233334444")}


def test_what_is_written_otherwise_is_no_change(repository: Path) -> None:
    old = terraform(EVERYBODY_LISTS, ACCOUNT_READS)
    split = [{**ACCOUNT_READS, "Sid": "a"}, EVERYBODY_LISTS, {**EVERYBODY_LISTS, "Sid": "b"}]
    assert diff(repository, {"main.tf": old}, {"main.tf": terraform(*split, heredoc=True)}).buckets == ()
    moved = old.replace('"aws_s3_bucket" "b"', '"aws_s3_bucket" "moved"').replace(
        "aws_s3_bucket.b.", "aws_s3_bucket.moved."
    )
    assert diff(repository, {"main.tf": old}, {"other.tf": moved}).buckets == ()


def test_a_new_bucket_tells_who_gets_in(repository: Path) -> None:
    change = only(diff(repository, {"main.tf": ""}, {"main.tf": terraform(ACCOUNT_READS)}))
    assert change.kind == "new" and gains(change) == {("other accounts", "222233334444", "yes")}
    change = only(diff(repository, {"main.tf": terraform(ACCOUNT_READS)}, {"main.tf": ""}))
    assert change.kind == "gone" and not change.gained


def test_another_name_is_another_bucket(repository: Path) -> None:
    old = terraform(ACCOUNT_READS)
    found = diff(repository, {"main.tf": old}, {"main.tf": old.replace("acme-b", "acme-other")})
    assert sorted(change.kind for change in found.buckets) == ["gone", "new"]


def test_a_deny_that_goes_and_a_control_that_is_weaker(repository: Path) -> None:
    condition = {"Bool": {"aws:SecureTransport": "false"}}
    deny = {**EVERYBODY, "Effect": "Deny", "Condition": condition}
    change = only(diff(repository, {"main.tf": terraform(deny)}, {"main.tf": terraform(ACCOUNT_READS)}))
    assert ("own account", "", "yes") in gains(change)
    assert ("plain HTTP denied", "weakened") in {(one.label, one.direction) for one in change.controls}
    change = only(diff(repository, {"main.tf": terraform()}, {"main.tf": terraform(deny)}))
    assert not change.gained and [(one.label, one.direction) for one in change.controls] == [
        ("plain HTTP denied", "strengthened")
    ]


def test_what_is_not_known_is_undecided_and_the_same_unknown_is_no_change(repository: Path) -> None:
    known = terraform(ACCOUNT_READS)
    text = known.replace("arn:aws:iam::222233334444:root", "${var.who}").replace('\\"$', '\\"$')
    unknown = text + '\nvariable "who" {}\n'
    change = only(diff(repository, {"main.tf": terraform()}, {"main.tf": unknown}))
    assert {one.state for one in change.gained} == {"unknown"} and not change.gains
    assert diff(repository, {"main.tf": unknown}, {"main.tf": unknown + "# a comment\n"}).buckets == ()


def test_each_format_says_it(repository: Path) -> None:
    found = diff(repository, {"main.tf": terraform(EVERYBODY_LISTS)}, {"main.tf": terraform(EVERYBODY)})
    assert "Anyone gained access: anyone can call" in render_comparison("text", found)
    assert "| `aws_s3_bucket.b` | **gained** |" in render_comparison("markdown", found)
    data = json.loads(render_comparison("json", found))
    assert data["gained"] and data["buckets"][0]["gained"][0]["who"] == "anyone" and data["version"] == 1
    same = diff(repository, {"main.tf": terraform()}, {"main.tf": terraform()})
    assert render_comparison("text", same).startswith("No bucket grants more access than before")


def test_a_revision_that_is_not_there_is_an_error(repository: Path) -> None:
    commit(repository, **{"main.tf": terraform()})
    with pytest.raises(UsageError, match="no revision 'nowhere'"):
        Session().compare(Request((".",), repository), "nowhere")
    with pytest.raises(UsageError, match="name one: s3lint diff main"):
        Session().compare(Request((".",), repository), "@{upstream}")
