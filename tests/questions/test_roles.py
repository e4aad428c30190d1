"""The table of roles, how roles are told, and what a declared one settles and does not."""

from __future__ import annotations

import json
from datetime import date
from importlib.resources import files

import pytest

from s3lint.aws.kinds import service_delivery
from s3lint.aws.table import TABLE
from s3lint.config.schema import schema
from s3lint.engine import Request
from s3lint.engine.input.scope import Scope, Target
from s3lint.engine.run.analysis import analyse
from s3lint.graph import buckets
from s3lint.policy import actions
from s3lint.policy.tables import table
from s3lint.questions.role_table import RoleKind, Ruling, control_words, role_kinds
from s3lint.questions.roles import roles
from s3lint.source import MemoryTree
from tests.support.verdicts import FOLDER, graph_of, report, verdicts

RAW = json.loads(files("s3lint.questions").joinpath("data", "roles.json").read_text("utf-8"))
RULINGS = [(kind, ruling) for kind in role_kinds().values() for ruling in kind.rulings.values()]


class TestTable:
    @pytest.mark.parametrize(("kind", "ruling"), RULINGS, ids=[f"{kind.name}-{r.control}" for kind, r in RULINGS])
    def test_a_ruling_has_words_a_reason_and_a_page(self, kind: RoleKind, ruling: Ruling) -> None:
        assert ruling.verdict in ("works", "with-key-policy", "breaks", "disputed", "needless", "owed")
        assert control_words(ruling.control)
        assert ruling.why and not ruling.why.endswith(".")
        assert ruling.source.startswith(("https://docs.aws.amazon.com/", "https://developer.hashicorp.com/"))
        assert bool(ruling.service) == (ruling.verdict == "with-key-policy")

    def test_what_a_service_needs_exists(self) -> None:
        for kind in role_kinds().values():
            if kind.permission is not None:
                assert kind.permission.need in ("required", "added", "optional")
                assert set(kind.permission.actions) <= set(actions.known())
                assert kind.services, f"{kind.name} needs a permission for nobody"
            if kind.canonical:
                assert kind.canonical in table("aws_accounts")["canonical"]

    def test_no_service_tells_two_roles(self) -> None:
        told = [service for kind in role_kinds().values() if kind.told_by_service for service in kind.services]
        assert len(told) == len(set(told))

    def test_every_word_is_of_a_ruling(self) -> None:
        assert set(RAW["words"]) == {ruling.control for _, ruling in RULINGS}

    def test_every_role_can_be_declared(self) -> None:
        declared = schema()["properties"]["bucket"]["items"]["properties"]["role"]["enum"]
        assert declared == list(role_kinds())

    def test_everybody_reads_where_that_is_meant_and_nobody_writes(self) -> None:
        meant = role_kinds()["public-content"].public_actions
        assert {"s3:GetObject", "s3:ListBucket"} <= meant
        assert not {a for a in meant if actions.level(a) in ("Write", "Permissions management", "Tagging")}
        assert "s3:ListBucket" not in role_kinds()["public-site"].public_actions


DELIVERIES = {
    "aws_lb": "access_logs {\n bucket = B\n enabled = true\n }",
    "aws_alb": 'load_balancer_type = "network"\n health_check_logs {\n bucket = B\n enabled = true\n }',
    "aws_elb": "access_logs {\n bucket = B\n }",
    "aws_redshift_cluster": "logging {\n enable = true\n bucket_name = B\n }",
    "aws_redshift_logging": "bucket_name = B",
    "aws_flow_log": 'log_destination_type = "s3"\n log_destination = "arn:aws:s3:::acme-b/flow"',
    "aws_config_delivery_channel": "s3_bucket_name = B",
    "aws_ses_receipt_rule": "s3_action {\n bucket_name = B\n }",
    "aws_cloudwatch_log_delivery_destination": (
        "delivery_destination_configuration {\n destination_resource_arn = A\n }"
    ),
    "aws_route53_resolver_query_log_config": "destination_arn = A",
    "aws_wafv2_web_acl_logging_configuration": "log_destination_configs = [A]",
    "aws_athena_workgroup": 'configuration {\n result_configuration {\n output_location = "s3://acme-b/out/"\n }\n }',
    "aws_codepipeline": "artifact_store {\n location = B\n }",
    "aws_cloudfront_distribution": "logging_config {\n bucket = aws_s3_bucket.b.bucket_domain_name\n }",
    "aws_s3_bucket_inventory": 'bucket = "x"\n destination {\n bucket {\n bucket_arn = A\n }\n }',
    "aws_cloudtrail": "s3_bucket_name = B",
}


class TestReferences:
    @pytest.mark.parametrize("kind", DELIVERIES)
    def test_a_resource_that_delivers_tells_a_role(self, kind: str) -> None:
        body = DELIVERIES[kind].replace(" B", " aws_s3_bucket.b.id").replace(" A", " aws_s3_bucket.b.arn")
        body = body.replace("[A]", "[aws_s3_bucket.b.arn]")
        code = f'resource "aws_s3_bucket" "b" {{\n bucket = "acme-b"\n}}\nresource "{kind}" "x" {{\n {body}\n}}\n'
        (bucket,) = buckets(graph_of({"main.tf": code}))
        told = {(role.way, role.by) for role in roles(bucket) if role.fact.is_yes}
        assert told == {("reference", f"{kind}.x")}

    def test_every_type_that_delivers_is_tried(self) -> None:
        listed = {one.terraform for one in TABLE if any(r.kind is service_delivery.ServiceDelivery for r in one.rows)}
        assert {name for name in listed if name.startswith("aws_")} <= DELIVERIES.keys()

    def test_the_backend_of_the_configuration_keeps_its_state(self) -> None:
        code = (
            'terraform {\n backend "s3" {\n bucket = "acme-state"\n }\n}\n'
            'resource "aws_s3_bucket" "s" {\n bucket = "acme-state"\n}\n'
            'resource "aws_s3_bucket" "o" {\n bucket = "acme-other"\n}\n'
        )
        found = {
            bucket.address: [r.kind.name for r in roles(bucket)] for bucket in buckets(graph_of({"main.tf": code}))
        }
        assert found == {"aws_s3_bucket.s": ["terraform-state"], "aws_s3_bucket.o": []}

    def test_a_name_tells_nothing(self) -> None:
        code = 'resource "aws_s3_bucket" "alb_logs" {\n bucket = "acme-cloudtrail-access-logs-terraform-state"\n}\n'
        (bucket,) = buckets(graph_of({"main.tf": code}))
        assert list(roles(bucket)) == []


SITE = """
resource "aws_s3_bucket" "www" {
  bucket = "acme-www"
  tags   = { Purpose = "site" }
}
resource "aws_s3_bucket_website_configuration" "www" {
  bucket = aws_s3_bucket.www.id
  index_document {
    suffix = "index.html"
  }
}
resource "aws_s3_bucket_public_access_block" "www" {
  bucket                  = aws_s3_bucket.www.id
  block_public_acls       = true
  ignore_public_acls      = true
  block_public_policy     = false
  restrict_public_buckets = false
}
resource "aws_s3_bucket_policy" "www" {
  bucket = aws_s3_bucket.www.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "${aws_s3_bucket.www.arn}/*" },
      MORE
    ]
  })
}
resource "aws_s3_object" "page" {
  bucket = aws_s3_bucket.www.id
  key    = "index.html"
  acl    = "public-read"
}
"""
WRITES = '{ Effect = "Allow", Principal = "*", Action = "s3:PutObject", Resource = "${aws_s3_bucket.www.arn}/*" },'
OTHERS = """{
  Effect = "Allow", Principal = { AWS = ["444455556666", "555566667777"] },
  Action = "s3:GetObject", Resource = "${aws_s3_bucket.www.arn}/*"
},"""
EXPOSURE = ("S3L101", "S3L102", "S3L103", "S3L107", "S3L110", "S3L202")


def declared(more: str = "", site: str = SITE, **table: str) -> dict[str, str]:
    """The checks of exposure with a declaration, by code."""
    stated = {"role": "public-site", "reason": "the home page", **(table or {"address": "aws_s3_bucket.www"})}
    found = verdicts({"main.tf": site.replace("MORE", more)}, *EXPOSURE, bucket=[stated])
    return {code: verdict for (code, _), verdict in found.items()}


class TestDeclared:
    def test_reads_by_everyone_pass(self) -> None:
        assert declared() == dict.fromkeys(EXPOSURE, "pass")

    def test_without_a_declaration_they_fail(self) -> None:
        found = verdicts({"main.tf": SITE.replace("MORE", "")}, *EXPOSURE)
        assert {code for (code, _), verdict in found.items() if verdict == "pass"} == {"S3L202"}

    def test_writes_by_everyone_fail_and_are_what_is_shown(self) -> None:
        assert declared(WRITES) | {"S3L101": "fail", "S3L103": "fail"} == declared(WRITES)
        said = report(
            {"main.tf": SITE.replace("MORE", WRITES)},
            "S3L101",
            bucket=[{"address": "*", "role": "public-site", "reason": "r"}],
        )
        (finding,) = [f for f in said.findings if f.verdict.value == "fail"]
        assert "s3:PutObject" in finding.message

    def test_other_accounts_fail(self) -> None:
        assert declared(OTHERS)["S3L202"] == "fail"

    def test_listing_is_meant_of_public_content_alone(self) -> None:
        lists = '{ Effect = "Allow", Principal = "*", Action = "s3:ListBucket", Resource = aws_s3_bucket.www.arn },'
        assert declared(lists)["S3L101"] == "fail"
        assert declared(lists, address="*", role="public-content")["S3L101"] == "pass"

    def test_settings_for_acls_stay_on(self) -> None:
        site = SITE.replace("ignore_public_acls      = true", "ignore_public_acls      = false")
        assert declared(site=site)["S3L102"] == "fail"

    @pytest.mark.parametrize(
        "table",
        [
            {"address": "aws_s3_bucket.*"},
            {"name": "acme-*"},
            {"tag": "Purpose=site"},
            {"tag": "Purpose"},
            {"path": "*.tf"},
            {"name": "acme-www", "tag": "Purpose=site", "path": "main.tf"},
        ],
        ids=str,
    )
    def test_what_fits_is_spoken_of(self, table: dict[str, str]) -> None:
        assert declared(**table)["S3L101"] == "pass"

    @pytest.mark.parametrize(
        "table",
        [
            {"address": "aws_s3_bucket.w"},
            {"address": "aws_s3_bucket.ww[w]"},
            {"name": "www"},
            {"tag": "Purpose=data"},
            {"tag": "Team"},
            {"path": "other/"},
            {"name": "acme-www", "tag": "Purpose=data"},
        ],
        ids=str,
    )
    def test_what_does_not_fit_is_not(self, table: dict[str, str]) -> None:
        assert declared(**table)["S3L101"] == "fail"

    @pytest.mark.parametrize(
        ("before", "after", "table"),
        [
            ('bucket = "acme-www"', 'bucket = "acme-${var.x}"', {"name": "acme-www"}),
            ('Purpose = "site"', "Purpose = var.x", {"tag": "Purpose=site"}),
        ],
        ids=["name", "tag"],
    )
    def test_what_may_fit_is_undecided(self, before: str, after: str, table: dict[str, str]) -> None:
        site = SITE.replace(before, after) + 'variable "x" {}\n'
        assert {declared(site=site, **table)[code] for code in ("S3L101", "S3L102", "S3L103")} == {"unknown"}

    def test_a_name_that_cannot_fit_is_not_spoken_of(self) -> None:
        site = SITE.replace('bucket = "acme-www"', 'bucket = "other-${var.x}"') + 'variable "x" {}\n'
        assert declared(site=site, name="acme-*")["S3L101"] == "fail"

    def test_what_is_non_ignorable_is_not_settled(self) -> None:
        table = {"address": "*", "role": "public-site", "reason": "r"}
        found = verdicts({"main.tf": SITE.replace("MORE", "")}, *EXPOSURE, bucket=[table], non_ignorable=["S3L101"])
        assert found["S3L101", "aws_s3_bucket.www"] == "fail"
        assert found["S3L103", "aws_s3_bucket.www"] == "pass"

    def test_a_pass_says_why(self) -> None:
        table = {"address": "*", "role": "public-site", "reason": "the home page"}
        said = report({"main.tf": SITE.replace("MORE", "")}, "S3L101", "S3L302", bucket=[table])
        assert all("the home page" in finding.why for finding in said.findings)

    def test_a_declared_log_bucket_is_held_to_what_its_service_needs(self) -> None:
        code = 'resource "aws_s3_bucket" "logs" {\n bucket = "acme-logs"\n}\n'
        table = {"name": "acme-logs", "role": "load-balancer-logs", "reason": "of all accounts"}
        found = verdicts({"main.tf": code}, "S3L302", "S3L401", "S3L413", bucket=[table])
        assert {code: verdict for (code, _), verdict in found.items()} == {
            "S3L302": "pass",
            "S3L401": "fail",
            "S3L413": "fail",
        }

    def test_without_a_website_a_public_site_answers_https(self) -> None:
        site = SITE.replace("aws_s3_bucket_website_configuration", "aws_s3_bucket_cors_configuration")
        table = {"address": "*", "role": "public-site", "reason": "r"}
        found = verdicts({"main.tf": site.replace("MORE", "")}, "S3L201", bucket=[table])
        assert found["S3L201", "aws_s3_bucket.www"] == "fail"


EXPIRING = '[[bucket]]\naddress = "*"\nrole = "public-site"\nreason = "r"\nuntil = 2027-01-31\n'


class TestUntil:
    FILES = (("main.tf", SITE.replace("MORE", "")), ("s3lint.toml", EXPIRING))

    def codes(self, today: date) -> list[tuple[str, str]]:
        scope = Scope(MemoryTree(dict(self.FILES)), FOLDER, (Target(".", is_file=False),), FOLDER)
        said = analyse(
            Request((".",), FOLDER, options={"select": ["S3L101"]}, jobs=1, today=today), given=[scope]
        ).report
        remarks = [(d.code, f"{d.location.path}:{d.location.line}") for d in said.diagnostics]
        return [*((f.code, f.verdict.value) for f in said.findings), *remarks]

    def test_it_counts_on_its_last_day(self) -> None:
        assert self.codes(date(2027, 1, 31)) == []

    def test_afterwards_the_checks_speak_and_that_is_said(self) -> None:
        assert self.codes(date(2027, 2, 1)) == [("S3L101", "fail"), ("S3L908", "s3lint.toml:1")]
