"""A bucket that the code does not make: what is not stated of it is said to be elsewhere, not to be missing."""

from __future__ import annotations

import pytest

from s3lint.engine.report import BucketSummary
from s3lint.engine.run.beliefs import buckets
from s3lint.questions.beliefs import NOT_HERE
from s3lint.questions.diagram import MISSING, picture
from tests.support.verdicts import graph_of

EXISTING = 'data "aws_s3_bucket" "b" {\n  bucket = "acme-b"\n}\n'
MADE = 'resource "aws_s3_bucket" "b" {\n  bucket = "acme-b"\n}\n'
VERSIONING = """
resource "aws_s3_bucket_versioning" "b" {
  bucket = "acme-b"
  versioning_configuration {
    status = "Enabled"
  }
}
"""
OWNERSHIP = """
resource "aws_s3_bucket_ownership_controls" "b" {
  bucket = "acme-b"
  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}
"""
ELSEWHERE = "the bucket's {} in this code"


def policy(principal: str) -> str:
    statement = (
        f'{{ Effect = "Allow", Principal = {principal}, Action = "s3:GetObject", Resource = "arn:aws:s3:::acme-b/*" }}'
    )
    return (
        'resource "aws_s3_bucket_policy" "b" {\n  bucket = "acme-b"\n'
        f"  policy = jsonencode({{ Statement = [{statement}] }})\n}}\n"
    )


NAMED = policy('{ AWS = "arn:aws:iam::111122223333:root" }')


def seen(text: str) -> BucketSummary:
    (found,) = buckets(graph_of({"main.tf": text}))
    return found


def states(bucket: BucketSummary) -> dict[str, tuple[str, str]]:
    return {control.label: (control.state, control.text) for control in bucket.controls}


def reached(bucket: BucketSummary) -> dict[str, tuple[str, str]]:
    return {requester.who: (requester.state, requester.text) for requester in bucket.requesters}


def test_what_the_code_does_not_state_is_not_in_this_code() -> None:
    found = states(seen(EXISTING + VERSIONING))
    assert found.pop("versioning") == ("yes", 'status is "Enabled"')
    assert set(found.values()) == {("unknown", NOT_HERE)}


def test_of_a_bucket_that_the_code_makes_silence_says_something() -> None:
    found = states(seen(MADE + VERSIONING))
    assert NOT_HERE not in {text for _, text in found.values()}
    assert found["encryption"][0] == "yes" and found["access logging"][0] == "no"
    assert {state for state, _ in reached(seen(MADE)).values()} == {"yes", "no"}


def test_a_policy_that_is_elsewhere_may_let_anybody_in() -> None:
    found = reached(seen(EXISTING + VERSIONING))
    assert found.pop("own account") == ("unknown", ELSEWHERE.format("policy is not"))
    assert set(found.values()) == {("unknown", ELSEWHERE.format("policy and ACL are not"))}


def test_a_policy_that_is_here_leaves_the_acl_open() -> None:
    found = reached(seen(EXISTING + NAMED))
    assert found["anyone"] == found["AWS services"] == ("unknown", ELSEWHERE.format("ACL is not"))
    assert found["own account"][0] == "yes"
    assert states(seen(EXISTING + NAMED))["policy not public"][0] == "yes"


def test_where_the_code_disables_acls_its_policy_decides() -> None:
    found = reached(seen(EXISTING + NAMED + OWNERSHIP))
    assert found["anyone"][0] == found["AWS services"][0] == "no"
    assert "111122223333" in found["other accounts"][1]


@pytest.mark.parametrize("more", ["", OWNERSHIP])
def test_a_grant_that_is_here_is_told(more: str) -> None:
    state, text = reached(seen(EXISTING + policy('"*"') + more))["anyone"]
    assert state != "no" and "can call s3:GetObject" in text


def test_nothing_is_drawn_as_missing() -> None:
    drawn = picture(graph_of({"main.tf": EXISTING + VERSIONING}))
    assert MISSING not in {node.state for node in drawn.nodes}
    (bucket,) = (node for node in drawn.nodes if node.kind == "Bucket")
    assert (bucket.state, bucket.text) == ("unknown", ELSEWHERE.format("policy and ACL are not"))
    assert MISSING in {node.state for node in picture(graph_of({"main.tf": MADE})).nodes}
