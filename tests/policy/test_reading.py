"""Reading policy documents: spellings, unknown parts, conditional parts, oddities."""

from __future__ import annotations

import json
from typing import Any

import pytest

from s3lint import policy
from s3lint.policy import placeholders
from s3lint.source import Source
from s3lint.values import Fact, Identity, Mapping, OneOf, Option, Reason, Scalar, Sequence, Text, Truth, Unknown, Value

OWNER = "111122223333"
ARN = Identity("aws_s3_bucket", "aws_s3_bucket.a", "arn")
SUBJECT = policy.Subject(placeholders.bucket_arn("aws_s3_bucket.a"), OWNER)
VARIABLE = Unknown(reason=Reason("variable", "var.x", "has no default", hint="pass --var x=…"))
AFTER = Unknown(reason=Reason("after-apply", "aws_s3_bucket.a.arn", "is known after apply"), identity=ARN)
OBJECTS = Text((AFTER, "/*"))


def ground(identity: Identity) -> str | None:
    return placeholders.bucket_arn(identity.address) if identity.type == "aws_s3_bucket" else None


def value(data: Any) -> Value:
    """Plain data as a value; values inside stay."""
    if isinstance(data, Value):
        return data
    if isinstance(data, dict):
        return Mapping({k: value(v) for k, v in data.items()}, {}, "object")
    if isinstance(data, list):
        return Sequence(tuple(map(value, data)))
    return Scalar(data)


def read(*statements: Any, version: str | None = "2012-10-17") -> policy.Document:
    whole = {"Version": version} if version else {}
    return policy.read(value({**whole, "Statement": list(statements)}), ground)


def allow(**changes: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": OBJECTS, **changes}


def public(*statements: Any, **more: Any) -> Truth:
    return policy.is_public(read(*statements, **more), SUBJECT).fact.truth


def exposed(*statements: Any, **more: Any) -> Fact:
    return policy.effective_access(read(*statements, **more), SUBJECT).answer.fact


def test_a_bucket_known_by_identity_is_itself_and_no_other() -> None:
    assert exposed(allow()).is_yes
    other = Unknown(reason=AFTER.reason, identity=Identity("aws_s3_bucket", "aws_s3_bucket.b", "arn"))
    assert exposed(allow(Resource=Text((other, "/*")))).is_no
    assert exposed(allow(Resource="arn:aws:s3:::a/*")).is_no
    assert exposed(allow(Resource="*")).is_yes


def test_any_partition_is_the_same_partition() -> None:
    partition = Unknown(reason=Reason("pseudo", "AWS::Partition", ""), identity=Identity("AWS::Partition", "", ""))
    subject = policy.Subject("arn:aws:s3:::acme", OWNER)
    for start in ("arn:aws-cn", "arn:aws-us-gov"):
        document = read(allow(Resource=f"{start}:s3:::acme/*"))
        assert policy.effective_access(document, subject).answer.fact.is_yes
    document = read(allow(Resource=Text(("arn:", partition, ":s3:::acme/*"))))
    assert policy.effective_access(document, subject).answer.fact.is_yes


def test_a_name_that_holds_a_variable_is_compared_with_itself() -> None:
    subject = policy.Subject(f"arn:aws:s3:::logs-{placeholders.open_hole('var.x')}", OWNER)
    for resource in (Text(("arn:aws:s3:::logs-", VARIABLE, "/*")), "arn:aws:s3:::logs-*", "*"):
        assert policy.effective_access(read(allow(Resource=resource)), subject).answer.fact.is_yes
    maybe = policy.effective_access(read(allow(Resource="arn:aws:s3:::logs-eu/*")), subject).answer.fact
    assert maybe.is_unknown
    assert policy.effective_access(read(allow(Resource="arn:aws:s3:::data/*")), subject).answer.fact.is_no


@pytest.mark.parametrize("principal", ["*", {"AWS": "*"}, {"AWS": ["*"]}, ["*"], {"AWS": [OWNER, "*"]}])
def test_everyone_in_each_spelling(principal: Any) -> None:
    assert public(allow(Principal=principal)) is Truth.YES


def test_single_and_list_and_nested_lists() -> None:
    assert policy.read(value({"Statement": allow()}), ground).statements[0].index == 1
    assert exposed(allow(Action=[["s3:GetObject"], "s3:PutObject"])).is_yes


def test_element_and_key_names_in_any_case_are_read() -> None:
    lower = {"effect": "Allow", "principal": "*", "action": "S3:GETOBJECT", "resource": "*"}
    assert exposed(lower).is_yes
    pinned = allow(Condition={"stringequals": {"AWS:SOURCEVPCE": "vpce-1"}})
    assert public(pinned) is Truth.NO


def test_an_account_number_that_lost_its_zeros() -> None:
    parties = policy.foreign_accounts(read(allow(Principal={"AWS": 12345678901})), SUBJECT)
    assert [p.name for p in parties] == ["012345678901"]


def test_variables_count_in_the_new_version_only() -> None:
    own = allow(Resource=Text((AFTER, "/${aws:username}/*")))
    assert exposed(own).is_yes
    condition = {"StringEquals": {"aws:UserAgent": "${aws:username}"}}
    assert exposed(allow(Condition=condition)).is_yes
    literal = {"StringEquals": {"aws:PrincipalOrgID": "${aws:PrincipalOrgID}"}}
    assert exposed(allow(Condition=literal)).is_yes
    assert exposed(allow(Condition=literal), version=None).is_no


def test_a_default_of_a_variable_counts_where_it_has_no_value() -> None:
    condition = {"StringEquals": {"s3:prefix": "${aws:PrincipalTag/team, 'all'}"}}
    statement = allow(Action="s3:ListBucket", Resource=AFTER, Condition=condition)
    found = policy.effective_access(read(statement), SUBJECT).answer
    assert found.request is not None and found.request.context["s3:prefix"] == "all"


def test_an_unknown_in_an_allow_exposes_nothing_for_certain() -> None:
    for change in (
        {"Principal": {"AWS": VARIABLE}},
        {"Action": VARIABLE},
        {"Resource": VARIABLE},
        {"Effect": VARIABLE},
        {"Condition": VARIABLE},
        {"Condition": {"StringLike": {"aws:SourceVpce": VARIABLE}}},
        {"Condition": {"IpAddress": {"aws:SourceIp": VARIABLE}}},
    ):
        fact = exposed(allow(**change))
        assert fact.is_unknown, change
        assert "var.x" in {reason.name for reason in fact.reasons}


def test_an_unknown_in_a_deny_protects_nobody_for_certain() -> None:
    deny = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": OBJECTS}
    assert exposed(allow(), deny).is_no
    assert exposed(allow(), {**deny, "Resource": VARIABLE}).is_unknown
    assert exposed(allow(), {**deny, "Principal": VARIABLE}).is_unknown
    assert exposed(allow(), {**deny, "Condition": VARIABLE}).is_unknown


def test_a_value_under_equals_cannot_be_a_wildcard() -> None:
    assert public(allow(Condition={"StringEquals": {"aws:PrincipalOrgID": VARIABLE}})) is Truth.NO
    assert public(allow(Condition={"StringLike": {"aws:PrincipalOrgID": VARIABLE}})) is Truth.UNKNOWN
    fixed = Unknown(reason=Reason("after-apply", "aws_vpc.v.id", ""))
    assert public(allow(Condition={"StringLike": {"aws:SourceVpc": fixed}})) is Truth.NO


def test_more_statements_that_are_not_known_leave_nothing_certain() -> None:
    whole = Mapping({"Statement": Sequence((value(allow()),), open=VARIABLE.reason)}, {})
    assert policy.effective_access(policy.read(whole, ground), SUBJECT).answer.fact.is_unknown
    assert policy.is_public(policy.read(VARIABLE, ground), SUBJECT).fact.is_unknown


def choice(one: Any, other: Any, question: str = "Public") -> OneOf:
    made = [
        Option(value(v) if v is not None else None, frozenset({(question, answer)}))
        for v, answer in one_other(one, other)
    ]
    return OneOf(tuple(made))


def one_other(one: Any, other: Any) -> list[tuple[Any, str]]:
    return [(one, "true"), (other, "false")]


def test_conditional_parts_must_agree() -> None:
    assert exposed(allow(Action=choice("s3:GetObject", "s3:PutObject"))).is_yes
    fact = exposed(choice(allow(), None))
    assert fact.is_unknown and fact.reasons[0].text == "whether Public is true"
    # both hang on one question, so the Deny is there whenever the Allow is
    deny = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": OBJECTS}
    assert exposed(choice(allow(), None), choice(deny, None)).is_no
    assert exposed(choice(allow(), None), choice(deny, None, "Closed")).is_unknown


def test_too_many_conditional_parts_are_a_limit() -> None:
    fact = exposed(*(choice(allow(), None, f"Q{n}") for n in range(12)))
    assert fact.is_unknown and fact.reasons[0].kind == "limit"


def test_json_text_keeps_places() -> None:
    source = Source("p.json", json.dumps({"Statement": [{**allow(), "Resource": "*"}]}))
    text = Scalar(source.text, span=source.span(0, len(source.text)))
    found = policy.is_public(policy.read(text), SUBJECT).fact
    assert found.is_yes
    span = found.evidence[0].span
    assert span is not None and span.text == '"*"'


@pytest.mark.parametrize("text", ["", "{", "[]", '"x"', "{} x", '{"Statement": 5}', '{"Statement": [5]}'])
def test_what_is_no_policy_is_noted(text: str) -> None:
    document = policy.read(Scalar(text))
    assert document.notes
    access = policy.effective_access(document, SUBJECT).answer.fact
    assert access.is_unknown if text else access.is_no  # what AWS refuses is not called private


def notes(statement: Any) -> list[str]:
    return [note.kind for note in read(statement).notes]


def test_oddities_are_noted() -> None:
    assert notes({"Effect": "Allow"}) == ["missing", "missing", "missing"]
    assert notes(allow(Effect="allow")) == ["invalid"]
    assert notes({k: v for k, v in allow().items() if k != "Effect"}) == ["missing"]
    assert notes(allow(Principals="*")) == ["unknown-element"]
    assert notes(allow(NotAction="s3:PutObject")) == ["invalid"]
    assert notes(allow()) == []


def test_no_policy_is_no_exposure() -> None:
    assert policy.effective_access(policy.read(None), SUBJECT).answer.fact.is_no
    assert policy.plain_http_uncovered(policy.read(None), SUBJECT).fact.is_yes


def test_a_statement_is_dead_only_if_it_is_in_every_document() -> None:
    from s3lint.policy.dead import dead_statements

    other = "arn:aws:s3:::other/*"
    assert dead_statements(read(allow(Resource=choice(OBJECTS, other))), SUBJECT) == ()
    assert len(dead_statements(read(allow(Resource=choice(f"{other}a", other))), SUBJECT)) == 1


def test_a_placeholder_cannot_be_forged() -> None:
    forged = placeholders.bucket_arn("aws_s3_bucket.a")
    stated = {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": [forged, f"{forged}/*"]}],
    }
    (variant,) = policy.read(Scalar(json.dumps(stated))).variants
    assert all(term.text not in (forged, f"{forged}/*") for term in variant.statements[0].resources)
