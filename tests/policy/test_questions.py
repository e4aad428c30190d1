"""The smaller questions: statements without effect, services, organizations, uploads, identity policies, limits."""

from __future__ import annotations

import json
from random import Random
from time import process_time
from typing import Any

import pytest

from s3lint import policy
from s3lint.policy import placeholders, uploads
from s3lint.policy.dead import dead_statements
from s3lint.values import Mapping, Scalar, Sequence, Text, Truth, Unknown, Value, no, unknown, yes
from tests.policy import generator as made

OWNER, PARTNER = "111122223333", "444455556666"
BUCKET = "arn:aws:s3:::acme-data"
SUBJECT = policy.Subject(BUCKET, OWNER)
BOTH = [BUCKET, f"{BUCKET}/*"]


def read(*statements: Any, **more: Any) -> policy.Document:
    return policy.read(Scalar(json.dumps({"Version": "2012-10-17", "Statement": list(statements)})), **more)


def statement(effect: str = "Allow", condition: Any = None, **changes: Any) -> dict[str, Any]:
    found = {"Effect": effect, "Principal": "*", "Action": "s3:GetObject", "Resource": f"{BUCKET}/*", **changes}
    return {**found, "Condition": condition} if condition else found


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"Resource": "arn:aws:s3:::other/*"}, "does not match this bucket"),
        ({"Resource": "arn:aws:s3:::acme-data2/*"}, "does not match this bucket"),
        ({"Resource": BUCKET}, "does not apply to the bucket itself"),
        ({"Action": "s3:ListBucket"}, "does not apply to objects"),
        ({"Action": "s3:ReadObject"}, "is not an action"),
        ({"Action": "ec2:*"}, "is not an action"),
        ({"Action": "s3:ListAllMyBuckets", "Resource": "*"}, "is not an action"),
        ({"Principal": {"Federated": "accounts.google.com"}}, "trust policies"),
        ({"Principal": {"AWS": "AIDAEXAMPLE"}}, "no one"),
        ({"condition": {"StringEqual": {"aws:PrincipalOrgID": "o-1"}}}, "is not a condition operator"),
        ({"condition": {"DateLessThan": {"aws:CurrentTime": "2019-01-01T00:00:00Z"}}}, "can never match"),
        ({"condition": {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}}, "can never match"),
        (
            {"condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}, "StringLike": {"aws:SourceVpce": "*"}}},
            "no request can meet all its conditions",
        ),
        ({"condition": {"StringEquals": {"aws:ResourceAccount": PARTNER}}}, "can never match"),
    ],
)
def test_a_statement_without_effect_says_why(changes: dict[str, Any], why: str) -> None:
    for effect in ("Allow", "Deny"):
        (found,) = dead_statements(read(statement(effect, **changes)), SUBJECT)
        assert why in found.why
        assert found.fact.is_yes


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"Action": "*", "Resource": "*"},
        {"Resource": "arn:aws:s3:::acme-*"},
        {"Action": ["s3:NoSuchThing", "s3:GetObject"]},
        {"Resource": ["arn:aws:s3:::other/*", f"{BUCKET}/*"]},
        {"Principal": {"Service": "logging.s3.amazonaws.com"}, "condition": {"ArnLike": {"aws:SourceArn": BUCKET}}},
        {"condition": {"StringEquals": {"s3:AccessPointNetworkOrigin": "VPC"}}},
        {"condition": {"StringEquals": {"s3:DataAccessPointAccount": OWNER}}},
        {"condition": {"Bool": {"aws:PrincipalIsAWSService": "true"}}},
        {"condition": {"ArnEquals": {"aws:PrincipalArn": f"arn:aws:iam::{OWNER}:root"}}},
        {"condition": {"StringEquals": {"s3:ExistingObjectTag/a": "${aws:PrincipalTag/a}"}}},
        {"Principal": {"AWS": f"arn:aws:sts::{OWNER}:assumed-role/app/session"}},
        {"Principal": {"CanonicalUser": "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"}},
        {"condition": {"Bool": {"aws:SecureTransport": "false"}, "Null": {"s3:TlsVersion": "true"}}},
        {"Principal": {"Service": "cloudfront.amazonaws.com"}, "condition": {"Bool": {"aws:SecureTransport": "false"}}},
        {"Principal": {"Service": "logging.s3.amazonaws.com"}, "condition": {"Bool": {"aws:SecureTransport": "true"}}},
    ],
)
def test_a_statement_with_effect_is_left_alone(changes: dict[str, Any]) -> None:
    assert dead_statements(read(statement(**changes)), SUBJECT) == ()
    assert dead_statements(read(statement("Deny", **changes)), SUBJECT) == ()


def service(condition: Any) -> Truth:
    allowed = statement(condition=condition, Principal={"Service": "cloudtrail.amazonaws.com"}, Action="s3:PutObject")
    (party,) = policy.services(read(allowed), SUBJECT)
    return party.fact.truth


def test_a_service_comes_on_behalf_of_anybody_unless_its_source_is_fixed() -> None:
    trail = f"arn:aws:cloudtrail:us-east-1:{OWNER}:trail/main"
    assert service(None) is Truth.YES
    assert service({"ArnLike": {"aws:SourceArn": "arn:aws:cloudtrail:*:*:trail/*"}}) is Truth.YES
    assert service({"StringEqualsIfExists": {"aws:SourceAccount": OWNER}}) is Truth.YES
    assert service({"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control"}}) is Truth.YES
    assert service({"StringEquals": {"aws:SourceArn": trail}}) is Truth.NO
    assert service({"ArnLike": {"aws:SourceArn": trail.replace("us-east-1", "*")}}) is Truth.NO
    assert service({"StringEquals": {"aws:SourceAccount": OWNER}}) is Truth.NO
    assert service({"StringEquals": {"aws:SourceOrgID": "o-abc"}}) is Truth.NO


def test_organizations_are_named() -> None:
    condition = {"StringEquals": {"aws:PrincipalOrgID": "o-abc"}}
    (party,) = policy.organizations(read(statement(condition=condition)), SUBJECT)
    assert party.name == "o-abc" and party.answer.fact.is_yes
    assert policy.organizations(read(statement()), SUBJECT) == ()


def accounts(*numbers: str, owner: str = placeholders.OWNER, trusted: frozenset[str] = frozenset()) -> Truth:
    subject = policy.Subject(BUCKET, owner, trusted=trusted)
    document = read(statement(Principal={"AWS": list(numbers)}))
    return policy.crosses_accounts(policy.foreign_accounts(document, subject)).truth


def test_of_two_accounts_one_is_foreign() -> None:
    assert accounts(PARTNER) is Truth.UNKNOWN
    assert accounts(PARTNER, OWNER) is Truth.YES
    assert accounts(PARTNER, owner=OWNER) is Truth.YES
    assert accounts(OWNER, owner=OWNER) is Truth.NO
    assert accounts(PARTNER, owner=OWNER, trusted=frozenset({PARTNER})) is Truth.NO
    assert accounts(PARTNER, OWNER, trusted=frozenset({PARTNER})) is Truth.UNKNOWN


def test_a_party_that_may_change_permissions_weighs_more() -> None:
    def party(**changes: Any) -> policy.Party:
        return policy.foreign_accounts(read(statement(Principal={"AWS": PARTNER}, **changes)), SUBJECT)[0]

    assert not party().manages and not party().unlimited
    assert party(Action="s3:PutBucketPolicy", Resource=BUCKET).manages
    assert party(Action="s3:*", Resource=BOTH).unlimited
    assert party(Action="s3:DeleteObject").deletes


def test_uploads_with_another_encryption() -> None:
    header = "s3:x-amz-server-side-encryption"

    def open_to(**condition: Any) -> Truth:
        document = read(statement("Deny", condition, Action="s3:PutObject"))
        return uploads.put_with_other_encryption(document, SUBJECT).fact.truth

    assert uploads.put_with_other_encryption(read(), SUBJECT).fact.is_yes
    assert open_to(StringNotEquals={header: "aws:kms"}) is Truth.NO
    assert open_to(StringNotEqualsIfExists={header: ["aws:kms", "aws:kms:dsse"]}) is Truth.NO
    assert open_to(Null={f"{header}-aws-kms-key-id": "true"}) is Truth.NO
    assert open_to(StringEquals={header: "aws:kms"}) is Truth.YES


def test_old_versions_of_tls() -> None:
    deny = statement("Deny", {"NumericLessThan": {"s3:TlsVersion": "1.2"}}, Action="s3:*", Resource=BOTH)
    assert policy.old_tls_undenied(read(deny), SUBJECT).fact.is_no
    assert policy.old_tls_undenied(read(), SUBJECT).fact.is_yes
    assert policy.plain_http_uncovered(read(deny), SUBJECT).fact.is_yes


def test_a_lockout_that_spares_only_some_is_conditional() -> None:
    one = statement(
        "Deny", {"ArnNotEquals": {"aws:PrincipalArn": f"arn:aws:iam::{OWNER}:role/a"}}, Action="s3:*", Resource=BOTH
    )
    assert policy.lockout(read(one), SUBJECT).fact.is_no
    assert policy.conditional_lockout(read(one), SUBJECT).fact.is_yes
    assert policy.conditional_lockout(read(statement("Deny")), SUBJECT).fact.is_no


def acl(*grants: policy.Grant, **more: Any) -> policy.Answer:
    return policy.effective_access(policy.NO_POLICY, policy.Subject(BUCKET, OWNER, grants, yes(), **more)).answer


def test_an_acl_counts_where_lists_are_enabled_and_not_ignored() -> None:
    everyone = policy.Grant("READ", "http://acs.amazonaws.com/groups/global/AllUsers")
    signed = policy.Grant("WRITE", "http://acs.amazonaws.com/groups/global/AuthenticatedUsers")
    assert acl(everyone).witness == f"anyone can call s3:ListBucket on {BUCKET}"
    assert acl(signed).witness.startswith("any AWS account can call s3:PutObject")
    assert acl(everyone, ignore_public_acls=yes()).fact.is_no
    assert acl(everyone, ignore_public_acls=unknown()).fact.is_unknown
    assert acl(policy.Grant("READ", "http://acs.amazonaws.com/groups/s3/LogDelivery")).fact.is_no
    off = policy.Subject(BUCKET, OWNER, (everyone,), no())
    assert policy.effective_access(policy.NO_POLICY, off).answer.fact.is_no


def hard(random: Random) -> dict[str, Any]:
    """Denials that only a search through combinations can tell apart."""
    denies = []
    for _ in range(180):
        keys = {f"aws:RequestTag/b{key}": random.choice(["true", "false"]) for key in random.sample(range(40), 3)}
        denies.append(statement("Deny", {"Bool": keys}, Action="s3:*", Resource=BOTH))
    for key in range(40):
        absent = {"Null": {f"aws:RequestTag/b{key}": "true"}}
        denies.append(statement("Deny", absent, Action="s3:*", Resource=BOTH))
    return {"Version": "2012-10-17", "Statement": [statement(), *denies]}


def long(random: Random) -> dict[str, Any]:
    rows = [made.statement(random) for _ in range(100)]
    for row in rows:
        row["Condition"] = {}
        for family, key, values in random.choices(made.CONDITIONS, k=20):
            row["Condition"].setdefault(random.choice(made.OPERATORS[family][:3]), {})[key] = random.choice(values)
    return {"Version": "2012-10-17", "Statement": rows}


@pytest.mark.parametrize("make", [hard, long])
def test_large_and_hostile_policies_end(make: Any) -> None:
    document = policy.read(Scalar(json.dumps(make(Random(1)))))
    subject = policy.Subject(made.BUCKET if make is long else BUCKET, OWNER)
    start = process_time()
    fact = policy.effective_access(document, subject).answer.fact
    assert process_time() - start < 10
    if make is hard:
        assert fact.is_unknown and fact.reasons[0].kind == "limit"


def test_patterns_of_hostile_length_end() -> None:
    variable = unknown_text("*a" * 3000)
    document = policy.read(wrapped(statement(Resource=variable)))
    start = process_time()
    assert policy.effective_access(document, SUBJECT).answer.fact.truth in Truth
    assert process_time() - start < 10


def unknown_text(text: str) -> Text:
    from s3lint.values import Reason

    return Text((f"{BUCKET}/", Unknown(reason=Reason("variable", "var.x", "has no default")), text))


def wrapped(data: Any) -> Value:
    if isinstance(data, Value):
        return data
    if isinstance(data, dict):
        return Mapping(
            {"Statement": wrapped([data])} if "Effect" in data else {k: wrapped(v) for k, v in data.items()}, {}
        )
    return Sequence(tuple(inner(v) for v in data)) if isinstance(data, list) else Scalar(data)


def inner(data: Any) -> Value:
    return Mapping({k: v if isinstance(v, Value) else Scalar(v) for k, v in data.items()}, {})


def test_accounts_of_aws_itself_are_not_another_account() -> None:
    assert accounts("127311923021", owner=OWNER) is Truth.NO
    assert accounts("127311923021") is Truth.NO
