"""What a witness tells of a request: the keys on which the answer depends, and no others."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product
from random import Random
from typing import Any

import pytest
from hypothesis import given

from s3lint import policy
from s3lint.policy import keys
from s3lint.policy.conditions import Given
from s3lint.policy.domains import domain
from s3lint.policy.glob import example
from s3lint.policy.mentions import mentions_of
from s3lint.policy.request import Request
from s3lint.policy.satisfy import Budget
from s3lint.record import replace
from tests.policy import generator as made
from tests.policy.test_properties import SEEDS, SUBJECT, effective, read, replay
from tests.support.laws import examples

FOLLOWING: dict[str, dict[str, Given]] = {"aws:principalorgid": {"aws:principalorgpaths": None}}
"""Who leaves an organization leaves its paths."""
WHOLE = ("principal-arn", "principal-type", "user-name", "unique-id")  # a requester has all of its own, or none
MOST = 60  # requests that differ in what is not told


def statement(effect: str, condition: Any = None, **other: Any) -> dict[str, Any]:
    stated = {"Effect": effect, "Principal": "*", "Action": "s3:GetObject", "Resource": f"{made.BUCKET}/*", **other}
    return stated | ({"Condition": condition} if condition else {})


def told(*statements: dict[str, Any]) -> set[str]:
    request = effective({"Version": "2012-10-17", "Statement": list(statements)}).request
    return {key for key, _ in request.told()} if request else {"nobody"}


REFERER = {"StringLike": {"aws:Referer": "https://acme.example/*"}}
SECURE = {"Bool": {"aws:SecureTransport": "true"}}
INSECURE = {"Bool": {"aws:SecureTransport": "false"}}


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        ([statement("Allow")], set()),
        ([statement("Allow", SECURE)], set()),
        ([statement("Allow"), statement("Deny", INSECURE)], set()),
        ([statement("Allow", {"StringEqualsIfExists": {"aws:SourceVpce": "vpce-0abc"}})], set()),
        ([statement("Allow", {"DateLessThan": {"aws:CurrentTime": "2099-01-01T00:00:00Z"}})], set()),
        ([statement("Allow"), statement("Deny", {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}})], set()),
        ([statement("Allow", {"StringEquals": {"aws:ResourceAccount": made.OWNER}})], set()),
        ([statement("Allow", {"StringEquals": {"aws:PrincipalType": "Anonymous"}})], set()),
        ([statement("Allow", {"StringLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/*"}})], set()),
        ([statement("Allow"), statement("Deny", REFERER)], set()),
        ([statement("Allow", REFERER)], {"aws:referer"}),
        ([statement("Allow", INSECURE)], {"aws:securetransport"}),
        ([statement("Allow", {"StringLike": {"aws:PrincipalArn": "arn:aws:iam::*:user/*"}})], {"aws:principalarn"}),
        ([statement("Allow", REFERER), statement("Deny", {"Null": {"aws:UserAgent": "true"}})],
         {"aws:referer", "aws:useragent"}),
        ([statement("Allow", Resource=f"{made.BUCKET}/${{aws:username}}")], {"aws:username"}),
    ],
)  # fmt: skip
def test_a_witness_tells_what_matters(statements: list[dict[str, Any]], expected: set[str]) -> None:
    assert told(*statements) == expected


def test_a_request_without_public_address_tells_why() -> None:
    found = effective({"Statement": [statement("Allow", {"Null": {"aws:SourceIp": "true"}})]})
    assert found.witness.endswith("through a VPC endpoint")


def undecisive(request: Request) -> list[str]:
    """The keys that requests for this action carry, and on which nothing depends."""
    found = {key: keys.carriers(key) for key in request.context if key not in request.decisive}
    return [key for key, actions in found.items() if actions is None or request.action in actions]


def others(request: Request, document: policy.Document, which: list[str]) -> Iterator[Request]:
    """The request with each other choice of values for these keys."""
    values: list[list[Given]] = [
        domain(key, request.world, mentions_of(key, document.statements, {}), Budget()) or [None] for key in which
    ]
    for chosen in islice(product(*values), MOST):
        yield replace(request, context={**request.context, **dict(zip(which, chosen, strict=True))})


@given(SEEDS)
@examples(150)
def test_what_is_not_told_does_not_matter(seed: int) -> None:
    document = made.policy(Random(seed))
    known = read(document)
    answers = [effective(document), *(party.answer for party in policy.foreign_accounts(known, SUBJECT))]
    for answer in answers:
        if answer.fact.is_yes and answer.request:
            free = undecisive(answer.request)
            for other in others(answer.request, known, free):
                assert replay(document, other) == "allow", (answer.witness, other.context)
    uncovered = policy.plain_http_uncovered(known, SUBJECT)
    if uncovered.fact.is_yes and uncovered.request:
        free = undecisive(uncovered.request)
        for other in others(uncovered.request, known, free):
            assert replay(document, other) != "deny", (uncovered.witness, other.context)


@given(SEEDS)
@examples(150)
def test_what_is_told_matters(seed: int) -> None:
    document = made.policy(Random(seed))
    answer = effective(document)
    if answer.fact.is_yes and answer.request:
        free = undecisive(answer.request)
        told = [key for key, _ in answer.request.told() if keys.kind(key) not in WHOLE]
        changed: list[Request] = []
        for key in told:
            changed += others(answer.request, read(document), [key, *free])
            numeric = key in ("s3:tlsversion", "s3:max-keys")
            for value in ("0", "9999") if numeric else ("something else", "true", "false"):  # the world fixes some keys
                other = {**answer.request.context, key: value, **FOLLOWING.get(key, {})}
                changed.append(replace(answer.request, context=other))
            for mention in (m for group in mentions_of(key, read(document).statements, {}) for m in group):
                other = replace(answer.request, context={**answer.request.context, key: example(mention.value, "x")})
                changed += others(other, read(document), free)
        # one alone may not matter where either of two would do, nor what another statement allows besides
        used = {statement.index for statement in answer.statements}
        alone = {
            **document,
            "Statement": [s for n, s in enumerate(document["Statement"], 1) if s["Effect"] == "Deny" or n in used],
        }
        assert not told or any(replay(alone, one) != "allow" for one in changed), (answer.witness, told)
