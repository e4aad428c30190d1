"""The vectors of the project's specification, where they lie beside the checkout."""

from __future__ import annotations

import json
from typing import Any

import pytest

from s3lint import graph, policy
from s3lint.access.decisions import access
from s3lint.graph.context import Context
from s3lint.policy import acl
from s3lint.values import Fact, Scalar, no, yes
from tests.policy import files as policy_files
from tests.support.places import SHARED
from tests.support.verdicts import graph_of

VECTORS = SHARED / "vectors" / "policy.json"
OWNER = "111122223333"
BUCKET = "arn:aws:s3:::amzn-s3-demo-bucket"


def fact(value: bool) -> Fact:
    return yes() if value else no()


def vectors() -> list[Any]:
    return json.loads(VECTORS.read_text())["vectors"] if VECTORS.exists() else []


def grants(stated: Any) -> tuple[policy.Grant, ...]:
    everyone, signed = acl.ALL_USERS, acl.AUTHENTICATED_USERS
    canned = {
        "public-read": [("READ", everyone)],
        "public-read-write": [("READ", everyone), ("WRITE", everyone)],
        "authenticated-read": [("READ", signed)],
    }
    if isinstance(stated, str):
        return tuple(policy.Grant(permission, uri) for permission, uri in canned.get(stated, []))
    found = []
    for row in (stated or {}).get("grants", []):
        who = row["grantee"]
        found.append(policy.Grant(row["permission"], who.get("uri", ""), who.get("id", "")))
    return tuple(found)


def flag(bpa: Any, name: str) -> bool:
    levels = bpa or {}
    if levels.get("org") == "all":
        return True
    return any((levels.get(level) or {}).get(name, False) for level in ("bucket", "account"))


def document(stated: Any) -> policy.Document:
    return policy.read(Scalar(json.dumps(stated)) if stated else None)


def subject(vector: Any) -> policy.Subject:
    points = tuple(
        policy.AccessPointPolicy(
            p["name"],
            f"arn:aws:s3:us-east-1:{p['account']}:accesspoint/{p['name']}",
            document(p["policy"]),
            p["account"],
            p["network_origin"],
            fact(p["bpa"].get("RestrictPublicBuckets", False)),
        )
        for p in vector.get("access_points", [])
    )
    return policy.Subject(
        BUCKET,
        OWNER,
        grants(vector["acl"]),
        fact(vector["ownership"] != "BucketOwnerEnforced"),
        fact(flag(vector["bpa"], "IgnorePublicAcls")),
        fact(flag(vector["bpa"], "RestrictPublicBuckets")),
        no(),
        points,
    )


def answers(stated: policy.Document, about: policy.Subject) -> dict[str, Any]:
    return {
        "policy_is_public": policy.is_public(stated, about).fact.truth.value,
        "effective_public": policy.effective_access(stated, about).answer.fact.truth.value,
        "cross_account": sorted(p.name for p in policy.foreign_accounts(stated, about)),
        "tls_enforced": (~policy.plain_http_uncovered(stated, about).fact).truth.value,
        "lockout": policy.lockout(stated, about).fact.truth.value,
    }


def expected(vector: Any) -> dict[str, Any]:
    return {k: ("yes" if v else "no") if isinstance(v, bool) else v for k, v in vector["expect"].items()}


@pytest.mark.skipif(not VECTORS.exists(), reason="the vectors are not beside the checkout")
@pytest.mark.parametrize("vector", vectors(), ids=lambda v: v["id"])
def test_vector(vector: Any) -> None:
    assert answers(document(vector["policy"]), subject(vector)) == expected(vector)


def through(vector: Any, language: str) -> Any:
    """The answers about the same bucket as files state it, or None where the language cannot state it."""
    bpa = vector["bpa"] or {}
    everywhere = bpa.get("org") == "all"
    account = frozenset(
        f for name, f in policy_files.FLAGS.items() if everywhere or (bpa.get("account") or {}).get(name)
    )
    flags, ownership, acl_ = bpa.get("bucket") or {}, vector["ownership"], vector["acl"]
    name = BUCKET.rpartition(":")[2]
    if language == "terraform":
        points = vector.get("access_points", [])
        text = policy_files.terraform(name, vector["policy"], flags, ownership, acl_, points)
        files = {"main.tf": text}
    elif isinstance(acl_, dict) or vector.get("access_points"):
        return None
    else:
        text = policy_files.cloudformation(name, vector["policy"], flags, ownership, acl_)
        files = {"template.json": text}
    known = access(graph.buckets(graph_of(files, Context(account_id=OWNER, account_block=account)))[0])
    return answers(known.document, known.subject)


@pytest.mark.skipif(not VECTORS.exists(), reason="the vectors are not beside the checkout")
@pytest.mark.parametrize("language", ["terraform", "cloudformation"])
@pytest.mark.parametrize("vector", vectors(), ids=lambda v: v["id"])
def test_vector_through_files(vector: Any, language: str) -> None:
    found = through(vector, language)
    assert found is None or found == expected(vector)
