"""Laws of the policy engine, on generated policies; an evaluator that shares no code with it replays witnesses."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from s3lint import policy
from s3lint.policy.placeholders import shown
from s3lint.policy.request import Request
from s3lint.values import Fact, Mapping, Reason, Scalar, Sequence, Truth, Unknown, Value, decode_json, no, yes
from tests.policy import generator as made
from tests.policy import plain_evaluator as plain
from tests.support.laws import examples

SUBJECT = policy.Subject(made.BUCKET, made.OWNER)
SEEDS = st.integers(0, 2**32)


def read(document: Any) -> policy.Document:
    return policy.read(Scalar(json.dumps(document)))


def replay(document: Any, request: Request) -> str:
    who = request.world.requester
    context = {
        key: tuple(map(shown, value)) if isinstance(value, tuple) else shown(value)
        for key, value in request.context.items()
        if value is not None
    }
    caller = {"kind": who.kind, "account": shown(who.account), "arn": shown(who.arn), "name": shown(who.name)}
    return plain.decide(document, caller, request.action, shown(request.resource), context)


def effective(document: Any, subject: policy.Subject = SUBJECT) -> policy.Answer:
    return policy.effective_access(read(document), subject).answer


def verdicts(document: policy.Document, subject: policy.Subject = SUBJECT) -> list[Truth]:
    return [
        policy.is_public(document, subject).fact.truth,
        policy.effective_access(document, subject).answer.fact.truth,
        policy.plain_http_uncovered(document, subject).fact.truth,
        policy.lockout(document, subject).fact.truth,
        policy.crosses_accounts(policy.foreign_accounts(document, subject)).truth,
    ]


@given(SEEDS)
@examples(150)
def test_a_witness_is_allowed(seed: int) -> None:
    document = made.policy(Random(seed))
    found = effective(document)
    if found.fact.is_yes and found.request:
        assert replay(document, found.request) == "allow", found.witness
    for party in policy.foreign_accounts(read(document), SUBJECT):
        if party.answer.fact.is_yes and party.answer.request:
            assert replay(document, party.answer.request) == "allow", party.answer.witness
    uncovered = policy.plain_http_uncovered(read(document), SUBJECT)
    if uncovered.request:
        assert uncovered.request.world.secure is False
        assert replay(document, uncovered.request) != "deny", uncovered.witness
    repair = policy.lockout(read(document), SUBJECT)
    if repair.request:
        assert replay(document, repair.request) != "deny", repair.witness


@given(SEEDS)
@examples(120)
def test_where_nobody_gets_in_no_request_does(seed: int) -> None:
    random = Random(seed)
    document = made.policy(random)
    if effective(document).fact.is_no:
        for _ in range(60):
            request = made.outsider_request(random)
            assert plain.decide(document, *request) != "allow", request
    if policy.lockout(read(document), SUBJECT).fact.is_yes:
        for _ in range(60):
            who, action, resource, context = made.inside_request(random, made.OWNER)
            repairs = action in ("s3:PutBucketPolicy", "s3:DeleteBucketPolicy")
            if repairs and context["aws:securetransport"] == "true" and not who["arn"].endswith(":root"):
                assert plain.decide(document, who, action, resource, context) == "deny"
    if policy.plain_http_uncovered(read(document), SUBJECT).fact.is_no:
        for _ in range(60):
            who, action, resource, context = made.outsider_request(random)
            context.pop("s3:tlsversion", None)
            context["aws:securetransport"] = "false"
            assert plain.decide(document, who, action, resource, context) == "deny"
    if not policy.foreign_accounts(read(document), SUBJECT):
        naming = [s for s in document["Statement"] if made.FOREIGN in json.dumps(s.get("Principal", ""))]
        narrowed = {"Statement": [*naming, *(s for s in document["Statement"] if s["Effect"] == "Deny")]}
        for _ in range(60):
            request = made.inside_request(random, made.FOREIGN)
            assert plain.decide(narrowed, *request) != "allow", request


@given(SEEDS)
@examples(80)
def test_a_deny_never_widens_and_an_allow_never_narrows(seed: int) -> None:
    random = Random(seed)
    document = made.policy(random)
    before = effective(document).fact
    denied = {**document, "Statement": [*document["Statement"], made.statement(random, "Deny")]}
    allowed = {**document, "Statement": [*document["Statement"], made.statement(random, "Allow")]}
    if before.is_no:
        assert effective(denied).fact.is_no
    if before.is_yes:
        assert effective(allowed).fact.is_yes


def test_a_public_allow_cuts_off_named_accounts_where_public_policies_are_restricted() -> None:
    subject = policy.Subject(made.BUCKET, made.OWNER, restrict_public_buckets=yes())
    partner = {
        "Effect": "Allow",
        "Principal": {"AWS": made.FOREIGN},
        "Action": "s3:GetObject",
        "Resource": f"{made.BUCKET}/*",
    }
    everyone = {**partner, "Principal": "*"}
    assert [p.name for p in policy.foreign_accounts(read({"Statement": [partner]}), subject)] == [made.FOREIGN]
    assert policy.foreign_accounts(read({"Statement": [partner, everyone]}), subject) == ()


@given(SEEDS)
@examples(60)
def test_spelling_and_order_do_not_matter(seed: int) -> None:
    random = Random(seed)
    document = made.policy(random)
    turned = json.loads(json.dumps(document))
    turned["Statement"].reverse()
    turned["Statement"] = [dict(reversed(s.items())) for s in turned["Statement"]]
    for statement in turned["Statement"]:
        if statement.get("Principal") == "*":
            statement["Principal"] = {"AWS": ["*"]}
        elif statement.get("Principal") == {"AWS": "*"}:
            statement["Principal"] = "*"
        for element in ("Action", "NotAction", "Resource", "NotResource"):
            if isinstance(statement.get(element), list):
                statement[element] = statement[element][::-1]
            elif element in statement:
                statement[element] = [statement[element]]
    assert verdicts(read(document)) == verdicts(read(turned))


def places(value: Value) -> int:
    if isinstance(value, Mapping):
        return 1 + sum(places(v) for v in value.entries.values())
    return 1 + sum(places(v) for v in value.items) if isinstance(value, Sequence) else 1


def forget(value: Value, which: list[int]) -> Value:
    """The value with its n-th part unknown."""
    which[0] -= 1
    if which[0] == 0:
        return Unknown(reason=Reason("variable", "var.x", "has no default"))
    if isinstance(value, Mapping):
        return Mapping({k: forget(v, which) for k, v in value.entries.items()}, value.keys)
    if isinstance(value, Sequence):
        return Sequence(tuple(forget(v, which) for v in value.items))
    return value


def test_null_names_no_value_of_its_key() -> None:
    """The only VPC that would do is "true", which is none."""
    inside = {
        "Effect": "Allow",
        "Principal": {"AWS": made.FOREIGN},
        "Action": "s3:GetObject",
        "Resource": f"{made.BUCKET}/*",
        "Condition": {"StringNotLike": {"aws:SourceVpc": "vpc-*"}, "Null": {"aws:SourceVpc": "false"}},
    }
    assert policy.foreign_accounts(read({"Statement": [inside]}), SUBJECT) == ()


def compares_ids_with_wildcards(document: dict[str, Any]) -> bool:
    """No id is equal to `o-*`, but whatever is given from outside is an id: that may well turn the verdict round."""
    tests = [test for s in document["Statement"] for test in s.get("Condition", {}).items() if "Equals" in test[0]]
    return any("*" in json.dumps(values) for _, values in tests)


@given(SEEDS, st.data())
@examples(200)
def test_an_unknown_never_turns_a_verdict_round(seed: int, data: st.DataObject) -> None:
    document = made.policy(Random(seed))
    assume(not compares_ids_with_wildcards(document))
    value = decode_json(Scalar(json.dumps(document)))
    which = data.draw(st.integers(1, places(value)))
    known, open_ = verdicts(policy.read(value)), verdicts(policy.read(forget(value, [which])))
    for before, after in zip(known, open_, strict=True):
        assert after in (before, Truth.UNKNOWN)


@pytest.mark.parametrize("flags", [(no(), no()), (yes(), no()), (no(), yes())])
def test_requester_pays_and_restrictions(flags: tuple[Fact, Fact]) -> None:
    pays, restrict = flags
    subject = policy.Subject(made.BUCKET, made.OWNER, requester_pays=pays, restrict_public_buckets=restrict)
    statement = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": f"{made.BUCKET}/*"}
    found = effective({"Statement": [statement]}, subject)
    assert found.fact.is_yes is restrict.is_no
    if found.request:
        assert found.request.world.requester.kind == ("principal" if pays.is_yes else "anonymous")
