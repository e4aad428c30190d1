"""What AWS refuses in a policy, and what it takes though it looks odd."""

from __future__ import annotations

from typing import Any

import pytest

from s3lint import policy
from s3lint.policy.refused import document_size
from s3lint.values import ALWAYS, OneOf, Option, Reason, Scalar, Text, Unknown
from tests.policy.test_reading import SUBJECT, VARIABLE, allow, read, value


def refused(statement: dict[str, Any]) -> list[str]:
    return [note.message.partition(": ")[2] for note in read(statement).notes if note.kind != "duplicate"]


@pytest.mark.parametrize(
    "principal",
    [
        "*",
        {"AWS": "*"},
        {"AWS": ["111122223333", "arn:aws:iam::111122223333:root", "arn:aws-cn:iam::111122223333:user/a/b"]},
        {"AWS": 11122223333},  # YAML reads 011122223333 as a number
        {"AWS": "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1"},
        {"AWS": "arn:aws:sts::111122223333:assumed-role/app/session"},
        {"AWS": "AIDAEXAMPLEEXAMPLE123"},  # what is left of a principal that was deleted
        {"CanonicalUser": "a" * 64},
        {"Service": ["logging.s3.amazonaws.com", "delivery.logs.amazonaws.com"]},
        {"AWS": VARIABLE},
        {"AWS": Text(("arn:aws:iam::", VARIABLE, ":root"))},
        {"AWS": "%%ACCOUNT%%"},  # filled in by another tool
        {"AWS": ""},  # a default that nobody deploys
        VARIABLE,
    ],
)
def test_what_aws_takes_as_a_principal(principal: Any) -> None:
    assert refused(allow(Principal=principal)) == []


@pytest.mark.parametrize(
    ("principal", "why"),
    [
        ("arn:aws:iam::111122223333:root", "its Principal is not under a kind of principal, such as AWS"),
        (Text(("arn:aws:iam::", VARIABLE, ":root")), "its Principal is not under a kind of principal, such as AWS"),
        (["*"], "its Principal is not under a kind of principal, such as AWS"),
        ({"*": "*"}, "* is not a kind of principal: AWS, Service, CanonicalUser or Federated"),
        ({"AWS": "111122223333", "*": "*"}, "* is not a kind of principal: AWS, Service, CanonicalUser or Federated"),
        (
            {"AWS": "lambda.amazonaws.com"},
            "'lambda.amazonaws.com' is neither an account nor the ARN of an IAM principal",
        ),
        ({"AWS": "arn:aws:s3:::b"}, "'arn:aws:s3:::b' is neither an account nor the ARN of an IAM principal"),
        ({"AWS": {"a": "*"}}, "its Principal AWS is an object, not a text"),
        ({"AWS": ["111122223333", {"a": "*"}]}, "its Principal AWS is an object, not a text"),
        ({"AWS": "arn:aws:iam::1:root"}, "'arn:aws:iam::1:root' is neither an account nor the ARN of an IAM principal"),
        ({"AWS": "arn:aws:iam::*:root"}, "'arn:aws:iam::*:root' has a wildcard, which principals cannot have"),
        (
            {"AWS": "arn:aws:iam::111122223333:group/a"},
            "'arn:aws:iam::111122223333:group/a' is a group, which cannot be a principal",
        ),
        ({"Service": "*"}, "'*' has a wildcard, which principals cannot have"),
        ({"Service": "s3"}, "'s3' is not the name of a service, such as logging.s3.amazonaws.com"),
    ],
)
def test_what_aws_refuses_as_a_principal(principal: Any, why: str) -> None:
    expected = why if not why.startswith("'") else f"its Principal {why}"
    assert refused(allow(Principal=principal)) == [expected]


@pytest.mark.parametrize("name", ["Action", "NotAction", "Resource", "NotResource"])
@pytest.mark.parametrize("held", [{"a": "*"}, ["s3:GetObject", {"a": "*"}]])
def test_an_object_where_texts_are_due(name: str, held: Any) -> None:
    statement = {key: item for key, item in allow().items() if key != name.removeprefix("Not")}
    assert refused({**statement, name: held}) == [f"its {name} is an object, not a text"]


@pytest.mark.parametrize("kind", ["aws", "Aws", "AWS"])
def test_a_kind_of_principal_in_another_case_is_the_same(kind: str) -> None:
    (statement,) = read(allow(Principal={kind: "*"})).statements
    assert statement.principals is not None
    assert [one.is_everyone for one in statement.principals] == [True]


def test_conditions() -> None:
    odd = {"StringIs": {"aws:PrincipalOrgID": "o-1"}}
    assert refused(allow(Condition=odd)) == ["StringIs is not a condition operator"]
    assert refused(allow(Condition={"NullIfExists": {"aws:SourceIp": "true"}})) == [
        "NullIfExists is not a condition operator"
    ]
    twice = {"StringEquals": {"aws:SourceVpc": "vpc-1", "AWS:sourceVPC": "vpc-2"}}
    assert refused(allow(Condition=twice)) == ["condition key AWS:sourceVPC stands there twice, in different case"]
    assert refused(allow(Condition={"ForAnyValue:StringLikeIfExists": {"aws:PrincipalOrgPaths": ["o-1/*"]}})) == []


def test_version() -> None:
    assert [n.message for n in read(allow(), version="2012-10-18").notes] == [
        "its Version is '2012-10-18': it must be 2012-10-17 or 2008-10-17"
    ]
    assert read(allow(), version=None).notes == ()


def identity(*statements: dict[str, Any]) -> list[str]:
    found = policy.read(value({"Version": "2012-10-17", "Statement": list(statements)}), resource_policy=False)
    return [note.message for note in found.notes]


def test_identity_policies() -> None:
    plain = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}
    assert identity(plain, {**plain, "Sid": "Read1"}) == []
    assert identity({**plain, "Principal": "*"}) == ["statement 1: has Principal, which identity policies cannot have"]
    assert identity({**plain, "Sid": "read all"}) == [
        "statement 1: its Sid 'read all' has other characters than letters and digits"
    ]
    assert identity({**plain, "Sid": "A"}, {**plain, "Sid": "A"}) == [
        "statement 2: its Sid 'A' is that of another statement"
    ]


def test_bucket_policies_take_any_sid() -> None:
    assert refused(allow(Sid="Allow get requests, from example.com")) == []


def test_a_size_counts_no_white_space_and_nothing_that_is_unknown() -> None:
    assert document_size(Scalar('{ "Statement": [ {"Sid": "a"} ] }')) == len('{"Statement":[{"Sid":"a"}]}')
    assert document_size(value({"Statement": [{"Sid": Text(("a", VARIABLE))}, VARIABLE]})) == len(
        '{"Statement":[{"Sid":"a"},]}'
    )


def test_a_text_with_unknown_parts_may_be_json() -> None:
    given = Unknown(reason=Reason("variable", "var.rest", "has no default"))
    found = policy.read(Text(('{"Statement": ', given)))
    assert found.variants[0].open == (given.reason,)
    assert found.notes == ()


def test_an_empty_text_is_one_of_the_documents_that_are_possible() -> None:
    switch = frozenset({("var.public", "true")})
    public = value({"Statement": [allow(Resource="*")]})
    given = OneOf((Option(public, switch), Option(Scalar(""), ALWAYS)))
    document = policy.read(given)
    assert [len(variant.statements) for variant in document.variants] == [1, 0]
    assert policy.is_public(document, SUBJECT).fact.is_unknown
    assert {note.kind for note in document.notes} == {"empty"}
