"""Policies with known answers, alone and through Terraform and CloudFormation files that state the same bucket."""

from __future__ import annotations

import json
from typing import Any

import pytest

from s3lint import graph, policy
from s3lint.access.decisions import Access, access
from s3lint.graph.context import Context
from s3lint.values import Scalar, no, yes
from tests.policy import files as policy_files
from tests.support.places import DATA
from tests.support.verdicts import graph_of

ANSWERS = json.loads((DATA / "policies.json").read_text())
NAME, OWNER = ANSWERS["bucket"], ANSWERS["owner"]


def document(row: Any) -> Any:
    return {"Version": "2012-10-17", "Statement": row["statements"]} if row["statements"] else None


def answers(known: Access) -> dict[str, Any]:
    return {
        "public": known.policy_public.fact.truth.value,
        "exposed": known.exposure.answer.fact.truth.value,
        "accounts": sorted(party.name for party in known.accounts),
        "https": (~known.plain_http.fact).truth.value,
        "locked": known.lockout.fact.truth.value,
    }


def expected(row: Any) -> dict[str, Any]:
    return {k: ("yes" if v else "no") if isinstance(v, bool) else v for k, v in row["expect"].items()}


def alone(row: Any) -> Access:
    stated = document(row)
    restrict = yes() if row.get("restrict") else no()
    about = policy.Subject(f"arn:aws:s3:::{NAME}", OWNER, restrict_public_buckets=restrict)
    return Access(policy.read(Scalar(json.dumps(stated)) if stated else None), about)


def through(row: Any, language: str) -> Access:
    flags = {"RestrictPublicBuckets": bool(row.get("restrict"))}
    if language == "terraform":
        text = policy_files.terraform(NAME, document(row), flags, "BucketOwnerEnforced", None, [])
        files = {"main.tf": text}
    else:
        text = policy_files.cloudformation(NAME, document(row), flags, "BucketOwnerEnforced", None)
        files = {"template.json": text}
    return access(graph.buckets(graph_of(files, Context(account_id=OWNER)))[0])


@pytest.mark.parametrize("row", ANSWERS["policies"], ids=lambda row: row["id"])
def test_answers(row: Any) -> None:
    assert answers(alone(row)) == expected(row), row["why"]
    assert answers(through(row, "terraform")) == expected(row), row["why"]
    assert answers(through(row, "cloudformation")) == expected(row), row["why"]
