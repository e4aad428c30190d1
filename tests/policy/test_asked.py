"""Questions whose every key is given, against the plain evaluator and against an IAM simulator by others."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from s3lint import policy
from s3lint.policy.asking import Question, Who
from s3lint.policy.deciding import steps
from s3lint.policy.permitted import Asked
from s3lint.values import Scalar, yes
from tests.policy import asked
from tests.policy import generator as made

FOLDER = Path(os.environ.get("S3LINT_IAM_SIMULATOR", "/nowhere"))
SUBJECT = policy.Subject(made.BUCKET, made.OWNER)
ALICE = f"arn:aws:iam::{made.FOREIGN}:user/alice"


def test_the_plain_evaluator_agrees() -> None:
    wrong = [
        case.seed for case in asked.cases(range(70_000, 70_400)) if case.asked.answer.fact.is_yes is not case.expected
    ]
    assert wrong == []


@pytest.mark.process
@pytest.mark.oracle
@pytest.mark.skipif(
    not (FOLDER / "sim.mjs").exists() or shutil.which("node") is None,
    reason="S3LINT_IAM_SIMULATOR names no folder with the simulator's bridge, or node is missing",
)
def test_the_simulator_agrees() -> None:
    counts, differences = asked.compare(FOLDER, range(1_000))
    # there, to list an account in NotPrincipal exempts all of its principals; AWS's example says otherwise
    assert [text for text in differences if "NotPrincipal" not in text] == []
    assert counts["yes agrees"] > 200 and counts["no agrees"] > 400


def ask(who: Who, action: str, key: str | None, *statements: object, subject: policy.Subject = SUBJECT) -> Asked:
    document = policy.read(Scalar(json.dumps({"Version": "2012-10-17", "Statement": statements})))
    return Asked(document, subject, who, Question(frozenset({action}), key))


def allow(principal: object, action: str = "s3:GetObject", resource: str = f"{made.BUCKET}/*") -> dict[str, object]:
    return {"Sid": "A", "Effect": "Allow", "Principal": principal, "Action": action, "Resource": resource}


HOME = allow({"AWS": made.FOREIGN}, resource=f"{made.BUCKET}/home/${{aws:username}}/*")


@pytest.mark.parametrize(
    ("key", "expected"), [("home/bob/x", False), ("home/alice/x", True), ("home/*", True), ("other/alice/x", False)]
)
def test_a_variable_stands_for_what_the_requester_has(key: str, expected: bool) -> None:
    assert ask(Who("principal", ALICE), "s3:GetObject", key, HOME).answer.fact.is_yes is expected


def test_somebody_of_an_account_has_the_name_that_the_key_asks_for() -> None:
    found = ask(Who("account", made.FOREIGN), "s3:GetObject", "home/carol/x", HOME).answer
    assert found.request is not None and found.request.world.requester.arn.endswith(":user/carol")


def test_a_pattern_of_keys_asks_for_some_of_them() -> None:
    public = allow("*", resource=f"{made.BUCKET}/public/*")
    assert ask(Who("anyone"), "s3:GetObject", "pub*", public).answer.fact.is_yes
    assert ask(Who("anyone"), "s3:GetObject", "private*", public).answer.fact.is_no


def test_block_public_access_is_named_as_what_decides() -> None:
    subject = policy.Subject(made.BUCKET, made.OWNER, restrict_public_buckets=yes())
    found = ask(Who("anyone"), "s3:GetObject", "k", allow("*"), subject=subject)
    assert found.answer.fact.is_no and [step.effect for step in steps(found)] == ["blocks"]


def test_a_deny_is_named_as_what_decides() -> None:
    deny = {**allow("*", "s3:*"), "Sid": "D", "Effect": "Deny"}
    found = ask(Who("anyone"), "s3:GetObject", "k", allow("*"), deny)
    assert [(step.effect, step.text) for step in steps(found)] == [("denies", "statement 'D' denies it")]


def test_to_name_the_own_account_leaves_it_to_identity_policies() -> None:
    role = Who("principal", f"arn:aws:iam::{made.OWNER}:role/r", "the role")
    assert ask(role, "s3:GetObject", "k", allow({"AWS": made.OWNER})).answer.fact.is_unknown
    assert ask(role, "s3:GetObject", "k", allow({"AWS": role.name})).answer.fact.is_yes
    assert ask(role, "s3:GetObject", "k", {**allow("*"), "Effect": "Deny"}).answer.fact.is_no


def test_a_grant_to_authenticated_users_is_for_signed_requests() -> None:
    group = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"
    subject = policy.Subject(made.BUCKET, made.OWNER, (policy.Grant("READ", group),), acls_enabled=yes())
    assert ask(Who("anonymous"), "s3:ListBucket", None, subject=subject).answer.fact.is_no
    assert ask(Who("anyone"), "s3:ListBucket", None, subject=subject).answer.fact.is_yes


@pytest.mark.parametrize(("account", "expected"), [(made.FOREIGN, True), (made.OWNER, False)])
def test_an_account_that_a_policy_names_decides_who_may_use_its_access_points(account: str, expected: bool) -> None:
    delegated = {**allow("*"), "Condition": {"StringEquals": {"s3:DataAccessPointAccount": account}}}
    assert ask(Who("anyone"), "s3:GetObject", "k", delegated).answer.fact.is_yes is expected
    assert ask(Who("anonymous"), "s3:GetObject", "k", delegated).answer.fact.is_no


def test_what_comes_through_an_endpoint_needs_its_policy_too() -> None:
    inside = {**allow({"AWS": made.FOREIGN}), "Condition": {"StringEquals": {"aws:SourceVpce": "vpce-1"}}}
    found = ask(Who("account", made.FOREIGN), "s3:GetObject", "k", inside)
    assert "the policy of the VPC endpoint must allow it too" in [step.text for step in steps(found)]
