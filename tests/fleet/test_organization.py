"""What six repositories state about each other's buckets, in two accounts and both languages."""

from __future__ import annotations

import pytest

from s3lint.fleet.store.database import Store
from tests.fleet.fleets import verdict

pytestmark = pytest.mark.process

JOINS = [
    # who, whom, what, its text, the place, the other's place
    ("baseline", "logs", "bucket", "acme-central-logs", "main.tf:23", "template.yaml:3"),
    ("shop", "logs", "bucket", "acme-central-logs", "main.tf:28", "template.yaml:3"),
    ("shop", "cdn", "bucket", "acme-shop-replica", "main.tf:40", "template.yaml:21"),
    ("policies", "site", "bucket", "acme-site-assets", "main.tf:17", "main.tf:6"),
    ("cdn", "site", "origin", "acme-site-assets", "template.yaml:14", "main.tf:6"),
    ("cdn", None, "origin", "acme-old-site", "template.yaml:18", None),
    ("cdn", "logs", "export", "acme-log-bucket", "template.yaml:26", "template.yaml:40"),
    ("policies", "shop", "state", "shop/terraform.tfstate", "main.tf:11", "main.tf:5"),
    ("shop", "baseline", "account", "111111111111", ".:1", "main.tf:14"),
    ("logs", "baseline", "account", "111111111111", "template.yaml:1", "main.tf:14"),
    ("site", "baseline", "organization", "organization", None, "main.tf:21"),
    ("cdn", "site", "claimed", "acme-archive", "template.yaml:27", "main.tf:18"),
]


@pytest.mark.parametrize(("who", "whom", "kind", "text", "place", "other"), JOINS)
def test_a_join_has_its_evidence(
    organization: Store, who: str, whom: str | None, kind: str, text: str, place: str | None, other: str | None
) -> None:
    query = """SELECT path || ':' || line, other_path || ':' || other_line FROM joins
        WHERE repository = ? AND other IS NOT DISTINCT FROM ? AND kind = ? AND text = ?"""
    assert organization.ask(query, [who, whom, kind, text]) == [(place, other)]


def test_no_account_is_told_what_another_states(organization: Store) -> None:
    rows = organization.ask("SELECT DISTINCT repository FROM joins WHERE kind = 'account'")
    assert {name for (name,) in rows} == {"shop", "logs"}


CHANGED = [
    # repository, check, resource, alone, with others, by whom
    ("shop", "S3L108", "account", "fail", "pass", "baseline"),
    ("logs", "S3L108", "account", "fail", "pass", "baseline"),
    ("shop", "S3L403", "aws_s3_bucket.invoices", "fail", "pass", "baseline"),
    # another account of the organization, or not: who deploys the trail may say so
    ("site", "S3L403", "aws_s3_bucket.assets", "fail", "unknown", "baseline"),
    ("cdn", "S3L403", "Replica", "fail", "unknown", "baseline"),
    ("site", "S3L101", "aws_s3_bucket.assets", "pass", "fail", "policies"),
    ("site", "S3L103", "aws_s3_bucket.assets", "pass", "fail", "policies"),
    ("shop", "S3L202", "aws_s3_bucket.invoices", "pass", "fail", "policies"),
    ("shop", "S3L509", "aws_s3_bucket.uploads", "pass", "fail", "cdn"),
    ("baseline", "S3L408", "aws_cloudtrail.organization", "pass", "fail", "logs"),
    ("cdn", "S3L405", "Replica", "pass", "fail", "logs"),
]


@pytest.mark.parametrize(("repository", "code", "resource", "alone", "together", "by"), CHANGED)
def test_a_verdict_that_another_repository_changes_says_so(
    organization: Store, repository: str, code: str, resource: str, alone: str, together: str, by: str
) -> None:
    assert verdict(organization, repository, code, resource) == (alone, together, by)


def test_a_public_bucket_names_the_policy_of_the_other_repository(organization: Store) -> None:
    query = "SELECT evidence, elsewhere, path, line FROM findings WHERE repository = 'site' AND code = 'S3L103'"
    assert organization.ask(query) == [("policies/main.tf:23", "policies", "main.tf", 23)]


def test_who_reaches_a_bucket_through_another_repository_is_known(organization: Store) -> None:
    query = "SELECT repository, address, elsewhere FROM access WHERE state = 'yes' AND who = 'anyone'"
    assert organization.ask(query) == [("site", "aws_s3_bucket.assets", "policies")]


def test_a_name_that_two_claim_joins_nothing(organization: Store) -> None:
    query = "SELECT count(*) FROM joins WHERE text = 'acme-archive' AND kind <> 'claimed'"
    assert organization.ask(query) == [(0,)]


def test_every_repository_was_judged(organization: Store) -> None:
    rows = organization.ask("SELECT state, why FROM repositories")
    assert set(rows) == {("judged", None)} and len(rows) == 6
