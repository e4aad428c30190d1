"""What decides about a bucket besides the text of its policy, through Terraform: names, several policies, BPA, ACLs."""

from __future__ import annotations

import pytest

from s3lint import graph
from s3lint.access.decisions import Access, access
from s3lint.graph.context import Context
from s3lint.values import Truth
from tests.support.verdicts import graph_of

OPEN_BLOCK = """
resource "aws_s3_bucket_public_access_block" "b" {
  bucket = aws_s3_bucket.b.id
}
"""


def ask(text: str, **context: object) -> Access:
    whole = 'resource "aws_s3_bucket" "b" {\n  bucket = "acme-data"\n}\n' + text
    found = graph_of({"main.tf": whole}, Context(**context))  # type: ignore[arg-type]
    return access(next(b for b in graph.buckets(found) if b.address == "aws_s3_bucket.b"))


def allows(principal: str, name: str = "b", meta: str = "", action: str = "s3:GetObject") -> str:
    return f"""
resource "aws_s3_bucket_policy" "{name}" {{
  {meta}
  bucket = aws_s3_bucket.b.id
  policy = jsonencode({{
    Version = "2012-10-17"
    Statement = [{{
      Effect    = "Allow"
      Principal = {principal}
      Action    = "{action}"
      Resource  = "${{aws_s3_bucket.b.arn}}/*"
    }}]
  }})
}}
"""


PUBLIC = allows('"*"')


def exposed(text: str, **context: object) -> Truth:
    return ask(text, **context).exposure.answer.fact.truth


def test_blocks_of_bucket_and_account_count_together() -> None:
    assert exposed(PUBLIC + OPEN_BLOCK) is Truth.YES
    assert exposed(PUBLIC) is Truth.UNKNOWN  # nothing is declared: the bucket's age decides
    assert exposed(PUBLIC + OPEN_BLOCK, account_block=frozenset({"restrict_public_buckets"})) is Truth.NO
    account = 'resource "aws_s3_account_public_access_block" "a" {\n  restrict_public_buckets = true\n}\n'
    assert exposed(PUBLIC + OPEN_BLOCK + account) is Truth.NO
    off = account.replace("true", "false")
    assert exposed(PUBLIC + OPEN_BLOCK + off) is Truth.YES
    assert ask(PUBLIC + account).policy_public.fact.is_yes


def test_a_policy_under_an_open_condition_is_undecided() -> None:
    variable = 'variable "public" {\n  type = bool\n}\n'
    maybe = variable + allows('"*"', meta="count = var.public ? 1 : 0")
    assert exposed(maybe + OPEN_BLOCK) is Truth.UNKNOWN
    both = maybe + allows('{ Service = "cloudtrail.amazonaws.com" }', "c", "count = var.public ? 0 : 1")
    assert exposed(both + OPEN_BLOCK) is Truth.UNKNOWN
    alike = maybe + allows('{ AWS = "*" }', "c", "count = var.public ? 0 : 1")
    assert exposed(alike + OPEN_BLOCK) is Truth.YES


def test_of_several_policies_the_last_applied_counts() -> None:
    two = PUBLIC + allows('{ Service = "cloudtrail.amazonaws.com" }', "c")
    assert exposed(two + OPEN_BLOCK) is Truth.UNKNOWN
    assert exposed(PUBLIC + allows('{ AWS = "*" }', "c") + OPEN_BLOCK) is Truth.YES


OWN = {
    "an account by identity": (
        'data "aws_caller_identity" "me" {}',
        "{ AWS = data.aws_caller_identity.me.account_id }",
    ),
    "its root": (
        'data "aws_caller_identity" "me" {}',
        '{ AWS = "arn:aws:iam::${data.aws_caller_identity.me.account_id}:root" }',
    ),
    "a role": ('resource "aws_iam_role" "r" {\n  assume_role_policy = "{}"\n}', "{ AWS = aws_iam_role.r.arn }"),
    "an origin access identity": (
        'resource "aws_cloudfront_origin_access_identity" "o" {}',
        "{ AWS = aws_cloudfront_origin_access_identity.o.iam_arn }",
    ),
    "its canonical id": (
        'resource "aws_cloudfront_origin_access_identity" "o" {}',
        "{ CanonicalUser = aws_cloudfront_origin_access_identity.o.s3_canonical_user_id }",
    ),
    "the account's canonical id": (
        'data "aws_canonical_user_id" "me" {}',
        "{ CanonicalUser = data.aws_canonical_user_id.me.id }",
    ),
    "the load balancers' account": (
        'data "aws_elb_service_account" "e" {}',
        "{ AWS = data.aws_elb_service_account.e.arn }",
    ),
    "a service": ("", '{ Service = "logging.s3.amazonaws.com" }'),
}


@pytest.mark.parametrize("name", OWN)
def test_ones_own_and_aws_are_no_other_account(name: str) -> None:
    head, principal = OWN[name]
    known = ask(head + allows(principal))
    assert known.accounts == ()
    assert known.policy_public.fact.is_no


def test_a_variable_principal_is_undecided() -> None:
    known = ask('variable "who" {}\n' + allows("{ AWS = var.who }") + OPEN_BLOCK)
    assert known.policy_public.fact.is_unknown
    assert known.exposure.answer.fact.is_unknown
    assert [party.fact.truth for party in known.accounts] == [Truth.UNKNOWN]


def access_point(flag: str, vpc: str = "") -> str:
    return f"""
resource "aws_s3_access_point" "p" {{
  bucket = aws_s3_bucket.b.id
  name   = "p"
  public_access_block_configuration {{
    restrict_public_buckets = {flag}
  }}
  {vpc}
}}
resource "aws_s3control_access_point_policy" "p" {{
  access_point_arn = aws_s3_access_point.p.arn
  policy = jsonencode({{
    Version = "2012-10-17"
    Statement = [{{
      Effect    = "Allow"
      Principal = {{ AWS = "*" }}
      Action    = "s3:GetObject"
      Resource  = "${{aws_s3_access_point.p.arn}}/object/*"
    }}]
  }})
}}
resource "aws_s3_bucket_policy" "b" {{
  bucket = aws_s3_bucket.b.id
  policy = jsonencode({{
    Version = "2012-10-17"
    Statement = [{{
      Effect    = "Allow"
      Principal = "*"
      Action    = "s3:*"
      Resource  = [aws_s3_bucket.b.arn, "${{aws_s3_bucket.b.arn}}/*"]
      Condition = {{ StringEquals = {{ "s3:DataAccessPointAccount" = "111122223333" }} }}
    }}]
  }})
}}
"""


def test_a_bucket_is_reached_through_an_open_access_point_it_delegates_to() -> None:
    owner = {"account_id": "111122223333"}
    known = ask(access_point("false") + OPEN_BLOCK, **owner)
    assert known.policy_public.fact.is_no
    assert known.exposure.access_points.fact.is_yes
    assert "through arn:aws:s3:" in known.exposure.answer.witness
    assert exposed(access_point("true") + OPEN_BLOCK, **owner) is Truth.NO
    inside = 'vpc_configuration {\n    vpc_id = "vpc-1"\n  }'
    assert exposed(access_point("false", inside) + OPEN_BLOCK, **owner) is Truth.NO


def acl(word: str, ownership: str) -> str:
    return f"""
resource "aws_s3_bucket_ownership_controls" "b" {{
  bucket = aws_s3_bucket.b.id
  rule {{
    object_ownership = "{ownership}"
  }}
}}
resource "aws_s3_bucket_acl" "b" {{
  bucket = aws_s3_bucket.b.id
  acl    = {word}
}}
"""


def test_an_acl_counts_where_ownership_lets_it() -> None:
    assert exposed(acl('"public-read"', "ObjectWriter") + OPEN_BLOCK) is Truth.YES
    assert exposed(acl('"public-read"', "BucketOwnerEnforced") + OPEN_BLOCK) is Truth.NO
    assert exposed(acl('"private"', "ObjectWriter") + OPEN_BLOCK) is Truth.NO
    assert exposed('variable "acl" {}\n' + acl("var.acl", "ObjectWriter") + OPEN_BLOCK) is Truth.UNKNOWN


def granted(grantee: str) -> str:
    return f"""
data "aws_canonical_user_id" "me" {{}}
resource "aws_s3_bucket_ownership_controls" "b" {{
  bucket = aws_s3_bucket.b.id
  rule {{
    object_ownership = "ObjectWriter"
  }}
}}
resource "aws_s3_bucket_acl" "b" {{
  bucket = aws_s3_bucket.b.id
  access_control_policy {{
    grant {{
      permission = "FULL_CONTROL"
      grantee {{
        type = "CanonicalUser"
        id   = {grantee}
      }}
    }}
    owner {{
      id = data.aws_canonical_user_id.me.id
    }}
  }}
}}
"""


def test_a_grant_to_oneself_or_to_log_delivery_exposes_nothing() -> None:
    logs = '"c4c1ede66af53448b93c283ce9448c4ba468c9432aa01d700d3878632f77d2d0"'
    for grantee in (
        "data.aws_canonical_user_id.me.id",
        "data.aws_cloudfront_log_delivery_canonical_user_id.l.id",
        logs,
    ):
        head = 'data "aws_cloudfront_log_delivery_canonical_user_id" "l" {}\n'
        known = ask(head + granted(grantee) + OPEN_BLOCK)
        assert known.exposure.answer.fact.is_no
        assert known.accounts == ()
    other = ask(granted('"79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"') + OPEN_BLOCK)
    assert [party.manages for party in other.accounts] == [True]


def test_a_conditional_part_is_no_certain_finding() -> None:
    from s3lint.checks.policies.s3l204_wildcard_action import judge

    text = 'variable "all" {\n  type = bool\n}\n' + allows('{ AWS = "111122223333" }').replace(
        '"s3:GetObject"', 'var.all ? "s3:*" : "s3:GetObject"'
    )
    whole = 'resource "aws_s3_bucket" "b" {\n  bucket = "acme-data"\n}\n' + text
    found = graph_of({"main.tf": whole})
    assert [verdict.outcome.value for verdict in judge(graph.buckets(found)[0])] == ["unknown"]


@pytest.mark.parametrize(
    ("payer", "who"), [("Requester", "any AWS account"), ("BucketOwner", "anyone"), ("", "anyone")]
)
def test_anonymous_requests_are_refused_where_the_requester_pays(payer: str, who: str) -> None:
    kind = "aws_s3_bucket_request_payment_configuration"
    pays = f'resource "{kind}" "b" {{\n  bucket = aws_s3_bucket.b.id\n  payer  = "{payer}"\n}}\n' if payer else ""
    answer = ask(PUBLIC + OPEN_BLOCK + pays).exposure.answer
    assert answer.fact.is_yes and answer.witness.startswith(who)


def test_only_anonymous_access_ends_where_the_requester_pays() -> None:
    condition = PUBLIC.replace(
        "    }]", '      Condition = { StringEquals = { "aws:PrincipalType" = "Anonymous" } }\n    }]'
    )
    pays = 'resource "aws_s3_bucket_request_payment_configuration" "b" {\n  bucket = "acme-data"\n  payer  = PAYER\n}\n'
    assert exposed(condition + OPEN_BLOCK) is Truth.YES
    assert exposed(condition + OPEN_BLOCK + pays.replace("PAYER", '"Requester"')) is Truth.NO
    open_ended = 'variable "payer" {}\n' + pays.replace("PAYER", "var.payer")
    assert exposed(condition + OPEN_BLOCK + open_ended) is Truth.UNKNOWN
