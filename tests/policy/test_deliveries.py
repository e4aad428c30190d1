"""Whether a policy lets a service deliver: by its principal, from its source, under its path, past every Deny."""

from __future__ import annotations

import json
from typing import Any

import pytest

from s3lint import policy
from s3lint.policy.placeholders import open_hole
from s3lint.values import Scalar

ARN = "arn:aws:s3:::acme-logs"
TRAIL = policy.Delivery(
    services=("cloudtrail.amazonaws.com",),
    accounts=frozenset(),
    actions=("s3:PutObject",),
    objects=f"{ARN}/org/AWSLogs/*",
    sources=("cloudtrail",),
    source="trail/main",
)
BALANCER = policy.Delivery(
    services=("logdelivery.elasticloadbalancing.amazonaws.com", "logdelivery.*.amazonaws.com"),
    accounts=frozenset({"127311923021"}),
    actions=("s3:PutObject",),
    objects=f"{ARN}/AWSLogs/*",
    sources=("elasticloadbalancing",),
)


def statement(principal: Any = None, resource: str = f"{ARN}/*", effect: str = "Allow", **condition: Any) -> Any:
    made = {
        "Effect": effect,
        "Principal": principal or {"Service": "cloudtrail.amazonaws.com"},
        "Action": "s3:PutObject",
        "Resource": resource,
    }
    return made | ({"Condition": condition} if condition else {})


def may(wanted: policy.Delivery, *statements: Any) -> str:
    text = json.dumps({"Version": "2012-10-17", "Statement": list(statements)})
    (fact,) = policy.may_deliver(policy.read(Scalar(text), lambda identity: None), policy.Subject(ARN), [wanted])
    return fact.truth.value


def source(*arns: str, operator: str = "ArnLike") -> dict[str, Any]:
    return {operator: {"aws:SourceArn": list(arns)}}


def test_nothing_is_allowed_without_a_policy() -> None:
    assert may(TRAIL) == "no"


@pytest.mark.parametrize(
    ("resource", "answer"),
    [
        (f"{ARN}/*", "yes"),
        (f"{ARN}*", "yes"),
        (f"{ARN}/org/AWSLogs/111122223333/*", "yes"),
        (f"{ARN}/org/*", "yes"),
        (f"{ARN}/AWSLogs/*", "no"),
        (f"{ARN}/other/AWSLogs/*", "no"),
        (ARN, "no"),
        ("arn:aws:s3:::acme-other/*", "no"),
    ],
)
def test_the_path(resource: str, answer: str) -> None:
    assert may(TRAIL, statement(resource=resource)) == answer


@pytest.mark.parametrize(
    ("condition", "answer"),
    [
        (source("arn:aws:cloudtrail:eu-west-1:111122223333:trail/main"), "yes"),
        (source("arn:aws:cloudtrail:*:111122223333:trail/*"), "yes"),
        (source("arn:aws:cloudtrail:eu-west-1:111122223333:trail/old"), "no"),
        (source("arn:aws:cloudtrail:eu-west-1:1:trail/old", "arn:aws:cloudtrail:eu-west-1:1:trail/main"), "yes"),
        (source("arn:aws:s3:::acme-logs"), "no"),
        (source("arn:aws:s3:::acme-logs", operator="StringEquals"), "no"),
        (source("arn:aws:cloudtrail:eu-west-1:1:trail/old", operator="ArnNotLike"), "yes"),
        (source("*"), "yes"),
        ({"StringEquals": {"aws:SourceAccount": "444455556666"}}, "yes"),
        ({"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control"}}, "yes"),
    ],
    ids=str,
)
def test_the_source(condition: dict[str, Any], answer: str) -> None:
    assert may(TRAIL, statement(**condition)) == answer


@pytest.mark.parametrize(
    ("principal", "answer"),
    [
        ({"Service": "logdelivery.elasticloadbalancing.amazonaws.com"}, "yes"),
        ({"Service": "logdelivery.elb.amazonaws.com"}, "yes"),
        ({"Service": "delivery.logs.amazonaws.com"}, "no"),
        ({"AWS": "arn:aws:iam::127311923021:root"}, "yes"),
        ({"AWS": "127311923021"}, "yes"),
        ({"AWS": "arn:aws:iam::444455556666:root"}, "no"),
        ("*", "yes"),
    ],
    ids=str,
)
def test_the_principal(principal: Any, answer: str) -> None:
    assert may(BALANCER, statement(principal)) == answer


def test_a_deny_takes_it_away() -> None:
    denied = statement("*", f"{ARN}/org/*", "Deny")
    assert may(TRAIL, statement(resource=f"{ARN}/org/AWSLogs/*"), denied) == "no"
    over_http = statement("*", f"{ARN}/*", "Deny", Bool={"aws:SecureTransport": "false"})
    assert may(TRAIL, statement(), over_http) == "yes"


def test_all_that_it_does_has_to_be_allowed() -> None:
    both = policy.Delivery(TRAIL.services, frozenset(), ("s3:PutObject", "s3:GetBucketAcl"), TRAIL.objects)
    assert may(both, statement()) == "no"
    assert may(both, statement(), statement(resource=ARN) | {"Action": "s3:GetBucketAcl"}) == "yes"


def test_each_delivery_has_its_answer() -> None:
    text = json.dumps({"Statement": [statement(resource=f"{ARN}/a/*"), statement(resource=f"{ARN}/b/*")]})
    wanted = [policy.Delivery(TRAIL.services, frozenset(), ("s3:PutObject",), f"{ARN}/{n}/*") for n in "abc"]
    found = policy.may_deliver(policy.read(Scalar(text), lambda identity: None), policy.Subject(ARN), wanted)
    assert [fact.truth.value for fact in found] == ["yes", "yes", "no"]


def test_a_prefix_that_is_not_known_is_the_policys_where_that_says_so() -> None:
    hole = open_hole("var.prefix")
    wanted = policy.Delivery(TRAIL.services, frozenset(), ("s3:PutObject",), f"{ARN}/{hole}/AWSLogs/*")
    assert may(wanted, statement()) == "yes"
    assert may(wanted, statement(resource=f"{ARN}/x/*")) == "unknown"
    assert may(wanted, statement(resource="arn:aws:s3:::acme-other/*")) == "no"
