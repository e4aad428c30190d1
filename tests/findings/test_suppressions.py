"""Suppressions: what a comment covers, in each language and position, and what is said of bad ones."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3lint.checks import PASS, Check, Finding, Outcome, Profile, Related, Severity
from s3lint.edit import hcl, yaml
from s3lint.findings import suppressions as suppress
from s3lint.findings.suppressions import Settings
from s3lint.record import replace
from s3lint.source import Location, Source
from s3lint.values import Mapping, Resource, Scalar, Sequence, Value

TODAY = date(2026, 11, 25)


def check(code: str, name: str, *aliases: str) -> Check:
    return Check(
        code, name, Severity.HIGH, Profile.DEFAULT, lambda g: [], lambda b: PASS, "", name, "none: a sample", aliases
    )


CHECKS = (
    check("S3L102", "block-public-access", "CKV_AWS_53", "AWS-0086", "S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED"),
    check("S3L103", "policy-public", "CKV_AWS_70", "F16"),
    check("S3L201", "tls-not-enforced", "CKV_AWS_379", "42bb6b7f"),
    check("S3L501", "versioning-disabled", "AC_AWS_0214"),
    check("S3L401", "access-logging", "CKV_AWS_18", "AWS-0089", "W35"),
)
SETTINGS = Settings(TODAY, CHECKS)

TERRAFORM = """\
resource "aws_s3_bucket" "logs" {
  bucket = "logs"

  tags = {
    a = "b"
  }
}

resource "aws_s3_bucket_public_access_block" "logs" {
  bucket                  = aws_s3_bucket.logs.id
  block_public_acls       = true
  block_public_policy     = false
}

data "aws_iam_policy_document" "logs" {
  statement {
    actions = ["s3:GetObject"]
    principals {
      identifiers = ["*"]
    }
  }
  statement {
    principals {
      identifiers = ["*", "x"]
    }
  }
}
"""


def at(text: str, needle: str, path: str = "main.tf", nth: int = 0) -> Location:
    """Where a piece of text stands."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(needle, start + 1)
    return Source(path, text).span(start, start + len(needle)).location()


def finding(code: str, place: Location, **more: object) -> Finding:
    name = next((c.name for c in CHECKS if c.code == code), "")
    made = Finding(code, name, Outcome.FAIL, Severity.HIGH, "m", "aws_s3_bucket.logs", ".", place)
    return replace(made, **more)  # type: ignore[arg-type]


def insert(text: str, above: str, comment: str, nth: int = 0) -> str:
    """A comment on a line of its own above the line that holds a piece of text."""
    line = at(text, above, nth=nth).line
    lines = text.split("\n")
    return "\n".join([*lines[: line - 1], comment, *lines[line - 1 :]])


def behind(text: str, needle: str, comment: str) -> str:
    """A comment at the end of the line that holds a piece of text."""
    line = at(text, needle).line
    lines = text.split("\n")
    lines[line - 1] += " " + comment
    return "\n".join(lines)


def run(text: str, *findings: Finding, path: str = "main.tf", settings: Settings = SETTINGS) -> suppress.Result:
    return suppress.apply(findings, suppress.scan(path, text), settings)


def codes(result: suppress.Result) -> list[str]:
    return [diagnostic.code for diagnostic in result.diagnostics]


def attribute(text: str) -> Finding:
    return finding("S3L102", at(text, "false"), subject=at(text, 'resource "aws_s3_bucket" "logs"'), subject_end=7)


IGNORE = "# s3lint: ignore[S3L102] reviewed"


@pytest.mark.parametrize(
    "text",
    [
        insert(TERRAFORM, "block_public_policy", f"  {IGNORE}"),
        behind(TERRAFORM, "block_public_policy", IGNORE),
        behind(TERRAFORM, "block_public_policy", "// s3lint: ignore[S3L102] reviewed"),
        behind(TERRAFORM, "block_public_policy", "/* s3lint: ignore[S3L102] reviewed */"),
        insert(TERRAFORM, 'resource "aws_s3_bucket_public', IGNORE),
        behind(TERRAFORM, 'resource "aws_s3_bucket_public', IGNORE),
        insert(TERRAFORM, "bucket                  =", f"  {IGNORE}"),  # first line of the block
        insert(TERRAFORM, 'resource "aws_s3_bucket" "logs"', IGNORE),  # above the bucket that the finding is about
        insert(TERRAFORM, "block_public_policy", f"  {IGNORE}\n  # another remark"),
        insert(TERRAFORM, "resource", "# s3lint: file-ignore[S3L1] generated"),
        insert(TERRAFORM, "block_public_policy", "  # s3lint: ignore[block-public-access] by name"),
        insert(TERRAFORM, "block_public_policy", "  # s3lint: ignore[S3L1] by area"),
        insert(TERRAFORM, "block_public_policy", "  # s3lint: ignore[S3L401, S3L102] several"),
    ],
)
def test_covers_from_each_position(text: str) -> None:
    result = run(text, attribute(text))
    assert result.findings[0].suppressed is not None
    assert result.findings[0].suppressed.reason
    assert result.findings[0].suppressed.where is not None


@pytest.mark.parametrize(
    "text",
    [
        insert(TERRAFORM, "block_public_acls", f"  {IGNORE}"),  # above another attribute
        behind(TERRAFORM, "block_public_acls", IGNORE),
        insert(TERRAFORM, "data ", IGNORE),  # another block
        insert(TERRAFORM, 'resource "aws_s3_bucket_public', f"{IGNORE}\n"),  # a blank line in between
        insert(TERRAFORM, "block_public_policy", "  # s3lint: ignore[S3L401] another check"),
        TERRAFORM.replace('bucket = "logs"', f'bucket = "{IGNORE}"'),  # text is no comment
        TERRAFORM.replace('bucket = "logs"', f"bucket = <<EOT\n{IGNORE}\nEOT"),
    ],
)
def test_does_not_cover_what_it_does_not_stand_at(text: str) -> None:
    assert run(text, attribute(text)).findings[0].suppressed is None


def test_one_statement_of_two() -> None:
    text = insert(TERRAFORM, "statement {", "  # s3lint: ignore[S3L103] public assets")
    first, second = finding("S3L103", at(text, '"*"')), finding("S3L103", at(text, '"*"', nth=1))
    result = run(text, first, second)
    assert [f.suppressed is not None for f in result.findings] == [True, False]


def test_what_is_missing_is_covered_from_anywhere_inside_its_subject() -> None:
    text = insert(TERRAFORM, "tags = {", "  # s3lint: ignore[S3L401] no logs of logs")
    header = at(text, 'resource "aws_s3_bucket" "logs"')
    missing = finding("S3L401", header, subject=header, subject_end=8)
    assert run(text, missing).findings[0].suppressed
    elsewhere = finding("S3L401", at(text, "false"), subject=header, subject_end=8)
    assert run(text, elsewhere).findings[0].suppressed is None


def test_a_module_block_covers_its_own_instance_alone() -> None:
    text = 'module "eu" {\n  # s3lint: ignore[S3L401] short-lived\n  source = "./m"\n}\nmodule "us" {\n}\n'
    calls = [at(text, 'module "eu"', "root.tf"), at(text, 'module "us"', "root.tf")]
    inside = Location("m/main.tf", 1, 1, 1, 30)
    found = [
        finding("S3L401", inside, resource=f"module.{i}", calls=(call,), related=(Related(call, "called here"),))
        for i, call in enumerate(calls)
    ]
    result = run(text, *found, path="root.tf")
    assert [f.suppressed is not None for f in result.findings] == [True, False]
    # in the module itself it covers each instance
    module = 'resource "aws_s3_bucket" "b" { # s3lint: ignore[S3L401] short-lived\n}\n'
    both = run(module, *found, path="m/main.tf")
    assert all(f.suppressed for f in both.findings)


def test_terraform_json() -> None:
    text = (
        '{"resource": {"aws_s3_bucket": {\n'
        '  "a": {"//": "s3lint: ignore[S3L401] reviewed", "bucket": "a"},\n'
        '  "b": {"bucket": "b"}}}}\n'
    )
    a, b = finding("S3L401", at(text, '"a":', "x.tf.json")), finding("S3L401", at(text, '"b":', "x.tf.json"))
    a = replace(a, location=at(text, '"bucket": "a"', "x.tf.json"))
    b = replace(b, location=at(text, '"bucket": "b"', "x.tf.json"))
    result = run(text, a, b, path="x.tf.json")
    assert [f.suppressed is not None for f in result.findings] == [True, False]


TEMPLATE = """\
AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Logs:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: logs
      PublicAccessBlockConfiguration:
        BlockPublicPolicy: false
  Policy:
    Type: AWS::S3::BucketPolicy
    Properties:
      PolicyDocument:
        Statement:
        - Effect: Allow
          Principal: "*"
        - Effect: Allow
          Principal: '* # s3lint: ignore[S3L103] no comment'
  Other:
    Type: AWS::S3::Bucket
"""


@pytest.mark.parametrize(
    ("text", "suppressed"),
    [
        (insert(TEMPLATE, "Logs:", "  # s3lint: ignore[S3L102] x"), True),
        (behind(TEMPLATE, "Logs:", "# s3lint: ignore[S3L102] x"), True),
        (insert(TEMPLATE, "Type:", "    # s3lint: ignore[S3L102] x"), True),
        (insert(TEMPLATE, "BlockPublicPolicy", "        # s3lint: ignore[S3L102] x"), True),
        (behind(TEMPLATE, "BlockPublicPolicy", "# s3lint: ignore[S3L102] x"), True),
        (behind(TEMPLATE, "PublicAccessBlockConfiguration", "# s3lint: ignore[S3L102] x"), True),
        (insert(TEMPLATE, "Policy:", "    # s3lint: ignore[S3L102] x", nth=1), True),  # still inside of Logs
        (insert(TEMPLATE, "Policy:", "  # s3lint: ignore[S3L102] x", nth=1), False),
        (insert(TEMPLATE, "Other:", "  # s3lint: ignore[S3L102] x"), False),
        (behind(TEMPLATE, "Resources:", "# s3lint: ignore[S3L102] x"), False),
        (behind(TEMPLATE, "BucketName", "# s3lint: ignore[S3L102] x"), False),
        (insert(TEMPLATE, "Resources", "# s3lint: file-ignore[S3L102] x"), True),
    ],
)
def test_yaml_comments(text: str, suppressed: bool) -> None:
    found = finding("S3L102", at(text, "false", "t.yaml"))
    assert (run(text, found, path="t.yaml").findings[0].suppressed is not None) is suppressed


def test_yaml_statement_at_the_indentation_of_its_key() -> None:
    text = insert(TEMPLATE, "- Effect", "        # s3lint: ignore[S3L103] x")
    first, second = at(text, 'Principal: "*"', "t.yaml"), at(text, "Principal: '*", "t.yaml")
    result = run(text, finding("S3L103", first), finding("S3L103", second), path="t.yaml")
    assert [f.suppressed is not None for f in result.findings] == [True, False]


def values(data: object) -> Value:
    if isinstance(data, dict):
        return Mapping({key: values(item) for key, item in data.items()}, {})
    if isinstance(data, list):
        return Sequence(tuple(map(values, data)))
    return Scalar(data)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("metadata", "code", "reason"),
    [
        ({"s3lint": {"ignore": [{"rule": "S3L401", "reason": "r", "until": "2027-01-31"}]}}, "S3L401", "r"),
        ({"s3lint": {"ignore": [{"rules": ["S3L401"], "reason": "r"}]}}, "S3L401", "r"),
        ({"checkov": {"skip": [{"id": "CKV_AWS_18", "comment": "r"}]}}, "S3L401", "r"),
        ({"cfn_nag": {"rules_to_suppress": [{"id": "W35", "reason": "r"}]}}, "S3L401", "r"),
        ({"guard": {"SuppressedRules": ["S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED"]}}, "S3L102", "guard"),
    ],
)
def test_metadata_covers_its_resource_though_all_stand_on_one_line(metadata: object, code: str, reason: str) -> None:
    text = '{"Resources": {"A": {"Type": "AWS::S3::Bucket"}, "B": {"Type": "AWS::S3::Bucket"}}}'
    source = Source("t.json", text)
    start = text.index('"A"')
    span = source.span(start, text.index("}", start) + 1)
    resource = Resource("cloudformation", "AWS::S3::Bucket", "A", "A", span, span, lambda: Mapping({}, {}))
    resource.attributes["Metadata"] = values(metadata)
    a, b = finding(code, span.location()), finding(code, at(text, '"B"', "t.json"))
    result = suppress.apply([a, b], suppress.of_resource(resource), SETTINGS)
    assert [f.suppressed is not None for f in result.findings] == [True, False]
    assert result.findings[0].suppressed and reason in result.findings[0].suppressed.reason
    assert not result.diagnostics


def test_metadata_that_is_not_understood_is_said() -> None:
    resource = Resource("cloudformation", "x", "A", "A", None, Source("t", "x").span(0, 1), lambda: Mapping({}, {}))
    resource.attributes["Metadata"] = values({"s3lint": {"supress": ["S3L401"]}})
    assert codes(suppress.apply([], suppress.of_resource(resource), SETTINGS)) == ["S3L909"]


@pytest.mark.parametrize(
    ("comment", "code"),
    [
        ("#checkov:skip=CKV_AWS_18:no logs of logs", "S3L401"),
        ("# checkov:skip=CKV_AWS_379,CKV_AWS_18: both", "S3L201"),
        ("#trivy:ignore:AVD-AWS-0089", "S3L401"),
        ("# trivy:ignore:aws-0089 trivy:ignore:AVD-AWS-0086", "S3L102"),
        ("#tfsec:ignore:aws-s3-enable-bucket-logging:exp:2099-01-02", "S3L401"),
        ("# kics-scan ignore-block", "S3L201"),
        ("#ts:skip=AC_AWS_0214 no versions", "S3L501"),
    ],
)
def test_the_forms_of_peers(comment: str, code: str) -> None:
    text = behind(TERRAFORM, 'resource "aws_s3_bucket" "logs"', comment)
    found = finding(code, at(text, "bucket = "))
    assert run(text, found).findings[0].suppressed
    assert run(text, found, settings=replace(SETTINGS, peers=False)).findings[0].suppressed is None
    other = finding("S3L103", at(text, "bucket = "))
    result = run(text, other)
    assert result.findings[0].suppressed is None
    assert not result.diagnostics, "what a peer's suppression is of use for is not ours to say"


def test_checkov_skips_for_the_resource_from_anywhere_inside() -> None:
    text = insert(TERRAFORM, 'a = "b"', "    #checkov:skip=CKV_AWS_18:nested")
    assert run(text, finding("S3L401", at(text, 'bucket = "logs"'))).findings[0].suppressed


def test_kics_line() -> None:
    text = insert(TERRAFORM, 'bucket = "logs"', "  # kics-scan ignore-line")
    result = run(text, finding("S3L201", at(text, "bucket =")), finding("S3L201", at(text, "tags")))
    assert [f.suppressed is not None for f in result.findings] == [True, False]


def test_a_peers_expiry_is_honoured() -> None:
    text = behind(
        TERRAFORM, 'resource "aws_s3_bucket" "logs"', "#tfsec:ignore:aws-s3-enable-bucket-logging:exp:2020-01-02"
    )
    assert run(text, finding("S3L401", at(text, "bucket ="))).findings[0].suppressed is None


@pytest.mark.parametrize(
    ("comment", "suppressed", "expected"),
    [
        ("# s3lint: ignore[S3L102] until 2027-01-31: migration", True, []),
        ("# s3lint: ignore[S3L102] until 2026-11-25: today counts", True, []),
        ("# s3lint: ignore[S3L102] until 2026-11-24: migration", False, ["S3L908"]),
        ("# s3lint: ignore[S3L102] until soon: migration", False, ["S3L909"]),
        ("# s3lint: ignore[S3L102] until 2026-13-01: migration", False, ["S3L909"]),
        ("# s3lint: ignore[S3L102]", True, ["S3L906"]),
        ("# s3lint: ignore[S3L102, S3L999] reason", True, ["S3L909"]),
        ("# s3lint: ignore[S3L102, S3L401] reason", True, ["S3L903"]),
        ("# s3lint: ignore[] reason", False, ["S3L909"]),
        ("# s3lint: ignore[ALL] reason", False, ["S3L909"]),
        ("# s3lint: ignore S3L102 reason", False, ["S3L909"]),
        ("# s3lint:ingore[S3L102] reason", False, ["S3L909"]),
        ("# https://docs/s3lint: nothing to see", False, []),
    ],
)
def test_remarks(comment: str, suppressed: bool, expected: list[str]) -> None:
    text = behind(TERRAFORM, "block_public_policy", comment)
    result = run(text, attribute(text))
    assert (result.findings[0].suppressed is not None) is suppressed
    assert codes(result) == expected
    assert not any(diagnostic.incomplete for diagnostic in result.diagnostics)
    assert all(diagnostic.location.line == 12 for diagnostic in result.diagnostics)


def test_a_near_miss_is_named() -> None:
    text = behind(TERRAFORM, "block_public_policy", "# s3lint: ignore[block-public-acces] r")
    (diagnostic,) = run(text).diagnostics
    assert diagnostic.hint == "did you mean block-public-access?"


def test_unused_only_where_the_check_ran() -> None:
    text = behind(TERRAFORM, "block_public_policy", IGNORE)
    assert codes(run(text)) == ["S3L903"]
    assert codes(run(text, settings=replace(SETTINGS, ran=frozenset({"S3L401"})))) == []
    assert codes(run(text, replace(attribute(text), verdict=Outcome.PASS))) == ["S3L903"]


def test_undecided_findings_can_be_suppressed() -> None:
    text = behind(TERRAFORM, "block_public_policy", IGNORE)
    assert run(text, replace(attribute(text), verdict=Outcome.UNKNOWN)).findings[0].suppressed


def test_no_ignores_and_non_ignorable() -> None:
    text = behind(TERRAFORM, "block_public_policy", IGNORE)
    off = run(text, attribute(text), settings=replace(SETTINGS, enabled=False))
    assert off.findings[0].suppressed is None and not off.diagnostics
    kept = run(text, attribute(text), settings=replace(SETTINGS, non_ignorable=("S3L1",)))
    assert kept.findings[0].suppressed is None
    assert "non-ignorable" in kept.diagnostics[0].message


def test_add_ignore_writes_what_is_read_back() -> None:
    found = [
        attribute(TERRAFORM),
        finding("S3L103", at(TERRAFORM, '"*"')),
        finding("S3L201", at(TERRAFORM, '"*"')),
        finding("S3L401", at(TERRAFORM, 'resource "aws_s3_bucket" "logs"')),
    ]
    written = suppress.add_ignores("main.tf", TERRAFORM, found, "accepted\nin review")
    assert written.left == ()
    assert "      # s3lint: ignore[S3L103, S3L201] accepted in review\n      identifiers" in written.text
    assert written.text.startswith("# s3lint: ignore[S3L401] accepted in review\nresource")
    without = [line for line in written.text.split("\n") if "s3lint:" not in line]
    assert "\n".join(without) == TERRAFORM, "nothing else is changed"
    moved = [
        replace(f, location=at(written.text, "identifiers") if i in (1, 2) else f.location) for i, f in enumerate(found)
    ]
    assert all(f.suppressed for f in run(written.text, *moved[1:3]).findings)


def test_add_ignore_in_yaml_and_behind_heredocs() -> None:
    found = finding("S3L102", at(TEMPLATE, "false", "t.yaml"))
    written = suppress.add_ignores("t.yaml", TEMPLATE, [found], "ok")
    assert "        # s3lint: ignore[S3L102] ok\n        BlockPublicPolicy: false" in written.text
    text = 'resource "a" "b" {\n  policy = <<EOT\n{ "Principal": "*" }\nEOT\n}\n'
    inside = finding("S3L103", at(text, '"*"'))
    result = suppress.add_ignores("main.tf", text, [inside], "ok")
    assert result.text == text.replace("  policy", "  # s3lint: ignore[S3L103] ok\n  policy")
    assert not result.left


def test_add_ignore_leaves_json_alone() -> None:
    found = finding("S3L102", Location("t.json", 1, 1, 1, 2))
    assert suppress.add_ignores("t.json", "{}", [found], "ok") == suppress.Insertion("{}", (found,))


@given(st.text(alphabet="ab \n\"{}[](),=:#/*<-${%\\|'!&s3lint: ignore[S]", max_size=200))
def test_outlines_take_any_text(text: str) -> None:
    for outline in (hcl.outline(Source("x", text)), yaml.outline(text)):
        firsts = [construct.first for construct in outline.constructs]
        assert firsts == sorted(firsts)
        for construct in outline.constructs:
            assert 1 <= construct.first <= construct.last <= text.count("\n") + 1
            assert construct.parent is None or construct.parent.first <= construct.first <= construct.parent.last
        for comment in outline.comments:
            outline.covered(comment)
    suppress.scan("x.json", "{s3lint:" + text)


@pytest.mark.parametrize("path", ["x.tf", "x.yaml"])
@pytest.mark.parametrize(
    "piece", ['"${', "<<A\n", "/*", "{\n", "# s3lint: ignore[S3L1] x\n", "- - - ", "'\"", "a: !x "]
)
def test_long_hostile_text_is_read_in_linear_time(path: str, piece: str) -> None:
    text = "s3lint:\n" + piece * 20_000  # a quadratic reader would take minutes
    assert len(suppress.scan(path, text)) == (20_000 if piece.startswith("#") else 0)


def test_many_suppressions_and_findings_take_linear_time() -> None:
    blocks = [f'# s3lint: ignore[S3L401] x\nresource "aws_s3_bucket" "b{n}" {{\n}}\n' for n in range(3000)]
    found = [finding("S3L401", Location("main.tf", n * 3 + 2, 1, n * 3 + 2, 9)) for n in range(3000)]
    result = run("".join(blocks), *found)  # a quadratic search would take half a minute
    assert all(f.suppressed for f in result.findings) and result.diagnostics == []
