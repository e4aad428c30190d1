"""Every documented example of every check gives the verdict, on the line, that its page says."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from s3lint.checks import ALL, Check, Finding, Outcome, Verdict, by_code
from s3lint.checks.pages import Example, parse_examples, settings_of_examples
from s3lint.checks.wanted import Setting
from s3lint.graph import buckets
from tests.support.places import ROOT
from tests.support.verdicts import findings, graph_of

FILES = {"terraform": "main.tf", "cloudformation": "template.yaml"}
CHECKS = ROOT / "s3lint" / "checks"


def said(check: Check, example: Example) -> list[Finding]:
    """What a check says of an example."""
    settings = settings_of_examples(check.doc)
    files = {FILES[example.language]: example.text}
    return findings(files | ({"s3lint.toml": settings} if settings else {}), check.code)


EXAMPLES = [
    pytest.param(check, example, id=f"{check.code}-{example.language}-{example.kind}-{number}")
    for check in ALL
    for number, example in enumerate(parse_examples(check.doc), 1)
]


@pytest.mark.parametrize(("check", "example"), EXAMPLES)
def test_example(check: Check, example: Example) -> None:
    found = said(check, example)
    reported = {(f.location.line, f.verdict) for f in found if f.verdict is not Outcome.PASS}
    assert reported == set(example.marks.items())
    assert all(outcome is example.verdict for _, outcome in reported)


def examples_are_marked(check: Check) -> bool:
    """A good example has no mark; each other one has some, all of them of its verdict."""
    examples = parse_examples(check.doc)
    return all(bool(one.marks) == (one.kind != "good") and set(one.marks.values()) <= {one.verdict} for one in examples)


def shows_a_failure_and_a_pass(check: Check) -> bool:
    return {"bad", "good"} <= {example.kind for example in parse_examples(check.doc)}


def fences_are_all_understood(check: Check) -> bool:
    fences = len(parse_examples(check.doc)) + (settings_of_examples(check.doc) is not None)
    return (check.doc or "").count("\n```") == 2 * fences


def summary_is_a_sentence(check: Check) -> bool:
    return check.summary.endswith(".")


def code_and_name_are_well_formed(check: Check) -> bool:
    return bool(re.fullmatch(r"S3L[1-8]\d\d", check.code) and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", check.name))


def fix_is_no_sentence(check: Check) -> bool:
    return bool(check.fix) and not check.fix.endswith(".")


def references_are_links(check: Check) -> bool:
    return all(link.startswith("https://") for link in check.references)


def lives_in_a_file_of_its_name(check: Check) -> bool:
    name = f"{check.code.lower()}_{check.name.replace('-', '_')}.py"
    return [path.name for path in CHECKS.glob(f"*/{check.code.lower()}_*.py")] == [name]


RULES = [
    examples_are_marked,
    shows_a_failure_and_a_pass,
    fences_are_all_understood,
    summary_is_a_sentence,
    code_and_name_are_well_formed,
    fix_is_no_sentence,
    references_are_links,
    lives_in_a_file_of_its_name,
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_page_keeps_a_rule(rule: Callable[[Check], bool]) -> None:
    assert [check.code for check in ALL if not rule(check)] == []


def test_codes_and_names_are_unique_and_sorted() -> None:
    codes = [check.code for check in ALL]
    assert codes == sorted(set(codes))
    assert len({check.name for check in ALL}) == len(ALL)


def test_every_file_is_in_the_catalogue() -> None:
    files = {path.name.split("_")[0].upper() for path in CHECKS.glob("*/s3l*.py")}
    assert files == {check.code for check in ALL}


def test_examples_keep_their_lines() -> None:
    doc = "First.\n\n```terraform bad\na {}\nb {} # finding\n```\n```cloudformation good\nA: 1\n```\n"
    bad, good = parse_examples(doc)
    assert (bad.language, bad.marks) == ("terraform", {2: Outcome.FAIL})
    assert (good.text, good.verdict, good.marks) == ("A: 1\n", Outcome.PASS, {})


@pytest.mark.parametrize(
    ("code", "language", "message", "fix"),
    [
        ("S3L105", "terraform", 'object_ownership is "ObjectWriter"', 'object_ownership = "BucketOwnerEnforced"'),
        ("S3L105", "cloudformation", 'ObjectOwnership is "', "ObjectOwnership: BucketOwnerEnforced"),
        ("S3L102", "terraform", "block_public_policy is not true", "aws_s3_bucket_public_access_block"),
        ("S3L102", "cloudformation", "BlockPublicPolicy is not true", "BlockPublicPolicy: true"),
    ],
)
def test_a_finding_names_the_value_and_the_fix_in_its_language(
    code: str, language: str, message: str, fix: str
) -> None:
    check = by_code()[code]
    bad = [example for example in parse_examples(check.doc) if (example.language, example.kind) == (language, "bad")]
    failed = [f for example in bad for f in said(check, example) if f.verdict is Outcome.FAIL]
    assert any(message in finding.message for finding in failed)
    assert all(fix in finding.fix for finding in failed)


MIXED = """
resource "aws_cloudformation_stack" "s" {
  template_body = <<EOT
Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: acme-data
      VersioningConfiguration: {Status: Suspended}
EOT
}
resource "aws_s3_bucket_public_access_block" "b" {
  bucket                  = "acme-data"
  block_public_acls       = false
  ignore_public_acls      = true
  block_public_policy     = true
  restrict_public_buckets = true
}
"""


def test_a_fix_speaks_the_language_of_the_resource_at_fault() -> None:
    fixes = {f.code: f.fix for f in findings({"main.tf": MIXED}) if f.verdict is Outcome.FAIL}
    assert fixes["S3L102"].endswith("= true in aws_s3_bucket_public_access_block")
    assert fixes["S3L501"].endswith("VersioningConfiguration: {Status: Enabled}")


@pytest.mark.parametrize(
    ("code", "text", "wanted"),
    [
        ("S3L102", "block_public_acls = false\n  block_public_policy = true", {"block_public_acls": True}),
        ("S3L102", "", {"block_public_acls": True, "block_public_policy": True}),
    ],
)
def test_a_failure_carries_what_would_make_it_pass(code: str, text: str, wanted: dict[str, bool]) -> None:
    block = f"""
    resource "aws_s3_bucket" "b" {{}}
    resource "aws_s3_bucket_public_access_block" "b" {{
      bucket = aws_s3_bucket.b.id
      ignore_public_acls = true
      restrict_public_buckets = true
      {text}
    }}
    """
    verdict = by_code()[code].judge(buckets(graph_of({"main.tf": block}))[0])
    assert isinstance(verdict, Verdict)
    assert {one.field: one.value for one in verdict.wanted if isinstance(one, Setting)} == wanted
    assert all(getattr(one.node, one.field).span for one in verdict.wanted if isinstance(one, Setting))
