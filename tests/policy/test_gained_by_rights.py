"""What a principal of the bucket's account gains, on generated bucket and identity policies, by the plain evaluator."""

from __future__ import annotations

import json
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from s3lint import policy
from s3lint.policy.gained_by_rights import gained_by_rights
from s3lint.policy.rights import Rights, held
from s3lint.values import Scalar
from tests.policy import generator as made
from tests.policy import plain_evaluator as plain
from tests.policy.test_gained import changed, decided, state
from tests.support.laws import examples

SEEDS = st.integers(0, 2**32)
NAMES = ["Admin", "Reader", "x", "backup"]
Policies = tuple[dict[str, Any], dict[str, Any], dict[str, Any] | None]
"""Of the bucket, of the principal, and its boundary."""


def identity_policy(random: Random) -> dict[str, Any]:
    return without_principals(made.policy(random))


def without_principals(document: dict[str, Any]) -> dict[str, Any]:
    kept = [{k: v for k, v in s.items() if "Principal" not in k} for s in document["Statement"]]
    return {**document, "Statement": kept}


def pair(random: Random) -> tuple[Policies, Policies]:
    bucket, own = made.policy(random), identity_policy(random)
    limit = identity_policy(random) if random.random() < 0.4 else None
    new_bucket = changed(random, bucket) if random.random() < 0.5 else bucket
    new_own = without_principals(changed(random, own)) if random.random() < 0.7 else own
    new_limit = limit if random.random() < 0.6 else None if limit else identity_policy(random)
    return (bucket, own, limit), (new_bucket, new_own, new_limit)


def rights(policies: Policies, arn: str) -> Rights:
    own, limit = (
        held(policy.read(Scalar(json.dumps(one)), resource_policy=False)) if one else None for one in policies[1:]
    )
    assert own is not None
    return Rights(own, limit, made.OWNER, arn)


def as_resource_policy(document: dict[str, Any]) -> dict[str, Any]:
    return {"Statement": [{**s, "Principal": "*"} for s in document["Statement"]]}


def beyond_delegation(document: dict[str, Any]) -> dict[str, Any]:
    """A bucket policy without the own account among those whom it allows."""
    kept = [s for s in document["Statement"] if s["Effect"] == "Deny" or s.get("Principal") != {"AWS": made.OWNER}]
    return {"Statement": kept}


def is_allowed(policies: Policies, decide: Any) -> bool:
    """A role's way: denied by none, allowed by either policy, and by the boundary."""
    bucket, own, limit = policies
    answers = [decide(beyond_delegation(bucket)), decide(as_resource_policy(own))]
    bound = "allow" if limit is None else decide(as_resource_policy(limit))
    return "deny" not in (*answers, bound) and "allow" in answers and bound == "allow"


@given(SEEDS)
@examples(120)
def test_a_witness_is_allowed_now_and_was_not(seed: int) -> None:
    random = Random(seed)
    old, new = pair(random)
    arn = f"arn:aws:iam::{made.OWNER}:role/{random.choice(NAMES)}"
    found = gained_by_rights(state(new[0]), state(old[0]), rights(new, arn), rights(old, arn))
    if found.fact.is_yes and (request := found.request) is not None:
        assert is_allowed(new, lambda document: decided(document, request)), found.witness
        assert not is_allowed(old, lambda document: decided(document, request)), found.witness


@given(SEEDS)
@examples(120)
def test_where_nothing_is_gained_no_request_is_new(seed: int) -> None:
    random = Random(seed)
    old, new = pair(random)
    arn = f"arn:aws:iam::{made.OWNER}:role/{random.choice(NAMES)}"
    if not gained_by_rights(state(new[0]), state(old[0]), rights(new, arn), rights(old, arn)).fact.is_no:
        return
    for _ in range(60):
        who, action, resource, context = made.inside_request(random, made.OWNER)
        if context["aws:principaltype"] != "AssumedRole":
            continue
        name = arn.rpartition("/")[2]
        who, context = {**who, "arn": arn}, {**context, "aws:principalarn": arn, "aws:userid": f"AROAOTHER9999:{name}"}

        def decide(document: Any, asked: Any = (who, action, resource, context)) -> str:
            return plain.decide(document, *asked)

        assert not (is_allowed(new, decide) and not is_allowed(old, decide)), (who, action, resource, context)


def test_the_same_policies_gain_nothing() -> None:
    old, _ = pair(Random(1))
    arn = f"arn:aws:iam::{made.OWNER}:role/x"
    assert gained_by_rights(state(old[0]), state(old[0]), rights(old, arn), rights(old, arn)).fact.is_no
