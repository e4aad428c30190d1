"""A policy that is written as text is pointed at inside of the text, whatever the text was put together from."""

from __future__ import annotations

import pytest

from s3lint.source import Location
from tests.support.verdicts import Files, report

ALLOW = '{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "s3:GetObject", "Resource": "${arn}/*"}'
POLICY = f"""{{
  "Version": "2012-10-17",
  "Statement": [
    {ALLOW}
  ]
}}"""
ARN = "${aws_s3_bucket.b.arn}"
BUCKET = 'resource "aws_s3_bucket" "b" {\n  bucket = "acme-b"\n}\n'


def terraform(policy: str, more: str = "", **files: str) -> Files:
    attached = f'resource "aws_s3_bucket_policy" "b" {{\n  bucket = aws_s3_bucket.b.id\n  policy = {policy}\n}}\n'
    return {"main.tf": BUCKET + more + attached, **{name.replace("__", "."): text for name, text in files.items()}}


def here(text: str) -> str:
    return text.replace("${arn}", ARN)


def escaped(text: str) -> str:
    return here(text.replace('"', '\\"').replace("\n", "\\n"))


def indented(text: str) -> str:
    return "\n".join("    " + line for line in text.splitlines())


GIVEN = "{ arn = aws_s3_bucket.b.arn }"
WAYS: dict[str, tuple[Files, str]] = {
    "heredoc": (terraform(f"<<EOF\n{here(POLICY)}\nEOF"), "main.tf"),
    "indented heredoc": (terraform(f"<<-EOF\n{indented(here(POLICY))}\n  EOF"), "main.tf"),
    "quoted": (terraform(f'"{escaped(POLICY)}"'), "main.tf"),
    "local": (terraform("local.p", f"locals {{\n  p = <<EOF\n{here(POLICY)}\nEOF\n}}\n"), "main.tf"),
    "templatefile": (terraform(f'templatefile("p.tpl", {GIVEN})', p__tpl=POLICY), "p.tpl"),
    "templatestring": (
        terraform(
            f"templatestring(local.p, {GIVEN})", f'locals {{\n  p = "{escaped(POLICY).replace(ARN, "$${arn}")}"\n}}\n'
        ),
        "main.tf",
    ),
    "template_file": (
        terraform(
            "data.template_file.p.rendered",
            f'data "template_file" "p" {{\n  template = file("p.json")\n  vars = {GIVEN}\n}}\n',
            p__json=POLICY,
        ),
        "p.json",
    ),
    "file": (terraform('file("p.json")', p__json=POLICY.replace("${arn}", "arn:aws:s3:::acme-b")), "p.json"),
    "local_file": (
        terraform(
            "data.local_file.p.content",
            'data "local_file" "p" {\n  filename = "p.json"\n}\n',
            p__json=POLICY.replace("${arn}", "arn:aws:s3:::acme-b"),
        ),
        "p.json",
    ),
    "replace": (
        terraform(
            'replace(file("p.json"), "BUCKET", "acme-b")', p__json=POLICY.replace("${arn}", "arn:aws:s3:::BUCKET")
        ),
        "p.json",
    ),
    "join": (
        terraform(f'join("\\n", ["{{\\"Version\\": \\"2012-10-17\\", \\"Statement\\": ", "{escaped(ALLOW)}", "}}"])'),
        "main.tf",
    ),
    "statement that is handed in": (
        terraform(
            '<<EOF\n{"Version": "2012-10-17",\n "Statement": [${local.s}]}\nEOF',
            f"locals {{\n  s = <<EOF\n{here(ALLOW)}\nEOF\n}}\n",
        ),
        "main.tf",
    ),
    "loop": (
        terraform(
            '<<EOF\n{"Version": "2012-10-17", "Statement": [\n%{ for who in ["*"] ~}\n'
            + here(ALLOW)
            + "\n%{ endfor ~}\n]}\nEOF"
        ),
        "main.tf",
    ),
    "jsonencode inside": (
        terraform(
            '<<EOF\n{"Version": "2012-10-17",\n "Statement": ${jsonencode([{\n'
            '  Effect = "Allow", Principal = {"AWS": "*"}, Action = "s3:GetObject", Resource = '
            f'"{ARN}/*"\n}}])}}}}\nEOF'
        ),
        "main.tf",
    ),
    "source_policy_documents": (
        terraform(
            "data.aws_iam_policy_document.d.json",
            'data "aws_iam_policy_document" "d" {\n'
            f"  source_policy_documents = [<<EOF\n{here(POLICY)}\nEOF\n  ]\n}}\n",
        ),
        "main.tf",
    ),
}


def at(files: Files, place: Location) -> str:
    """What a place on one line says."""
    assert place.line == place.end_line
    line = str(files[place.path]).splitlines()[place.line - 1]
    return line[place.column - 1 : place.end_column - 1].replace('\\"', '"').replace(" ", "")


@pytest.mark.parametrize("way", WAYS)
def test_the_principal_is_pointed_at(way: str) -> None:
    files, path = WAYS[way]
    found = report(files, "S3L103")
    (finding,) = found.findings
    assert finding.verdict.value == "fail" and finding.location.path == path
    assert at(files, finding.location) == '{"AWS":"*"}'
    assert finding.location.line in found.sources[path], "the report shows the line"
    assert path in found.files


@pytest.mark.parametrize("way", ["file", "templatefile", "template_file", "local_file"])
def test_the_argument_that_uses_a_file_is_a_place_of_the_finding(way: str) -> None:
    files, path = WAYS[way]
    (finding,) = report(files, "S3L103").findings
    (used,) = [r for r in finding.related if r.message == "the text is used here"]
    line = str(files["main.tf"]).splitlines()[used.location.line - 1]
    assert used.location.path == "main.tf" and line.startswith("  policy = ")
    ignored = dict(files) | {
        "main.tf": str(files["main.tf"]).replace("  policy = ", "  # s3lint: ignore[S3L103] shared\n  policy = ")
    }
    (finding,) = report(ignored, "S3L103").findings
    assert finding.location.path == path and finding.suppressed is not None


def test_a_file_that_two_buckets_use_is_used_where_each_does() -> None:
    files, _ = WAYS["templatefile"]
    twice = str(files["main.tf"]) + str(files["main.tf"]).replace('"b"', '"c"').replace(".b.", ".c.")
    found = report({**files, "main.tf": twice}, "S3L103").findings
    lines = [r.location.line for f in found for r in f.related if r.message == "the text is used here"]
    assert lines == [6, 13]


def test_a_text_of_a_file_with_resources_is_not_said_to_be_used() -> None:
    (finding,) = report(WAYS["local"][0], "S3L103").findings
    assert "the text is used here" not in {r.message for r in finding.related}


def test_a_text_that_was_changed_is_pointed_at_where_that_is_done() -> None:
    given = escaped(POLICY.replace("${arn}", "%s"))
    files = terraform("format(local.p, aws_s3_bucket.b.arn)", f'locals {{\n  p = "{given}"\n}}\n')
    (finding,) = report(files, "S3L103").findings
    assert at(files, finding.location) == "format(local.p,aws_s3_bucket.b.arn)"


TEMPLATE = """
Resources:
  Role:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
"""
WHOLE = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}'
FOLDED = WHOLE.replace(", ", ",\n          ")
PARTS = f"""        Fn::Join:
          - ""
          - - '{WHOLE[:40]}'
            - !Sub '{WHOLE[40:60]}'
            - '{WHOLE[60:]}'
"""


@pytest.mark.parametrize(
    "written",
    [
        f"        !Sub |\n          {FOLDED}\n",
        f"        Fn::Sub: >-\n          {FOLDED}\n",
        f"        !Sub '{WHOLE}'\n",
        f"        '{WHOLE}'\n",
        f"        |\n          {FOLDED}\n",
        '        "' + WHOLE.replace('"', '\\"') + '"\n',
        PARTS,
    ],
)
def test_a_policy_text_of_a_template(written: str) -> None:
    files = {"t.yaml": TEMPLATE + written}
    (finding,) = report(files, "S3L701").findings
    assert finding.verdict.value == "fail" and at(files, finding.location) == '"*"'


STACK = 'variable "env" {\n  default = "dev"\n}\nresource "aws_cloudformation_stack" "s" {\n  template_body = %s\n}\n'
BODY = """Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: acme-${env}-data
      VersioningConfiguration:
        Status: Suspended
"""
ENCODED = """jsonencode({
    Resources = {
      Data = {
        Type = "AWS::S3::Bucket", Properties = { VersioningConfiguration = { Status = "Suspended" } }
      }
    }
  })"""


@pytest.mark.parametrize(
    ("written", "path"),
    [
        (f"<<EOF\n{BODY.replace('${env}', 'dev')}EOF", "main.tf"),
        (f"<<-EOF\n{indented(BODY.replace('${env}', '${var.env}'))}\n  EOF", "main.tf"),
        ('templatefile("t.tpl", { env = var.env })', "t.tpl"),
        (ENCODED, "main.tf"),
    ],
)
def test_a_template_that_a_stack_holds(written: str, path: str) -> None:
    files = {"main.tf": STACK % written, "t.tpl": BODY}
    (finding,) = report(files, "S3L501").findings
    assert finding.location.path == path and at(files, finding.location).strip('"') == "Suspended"
    assert finding.subject is not None and at(files, finding.subject) == "Data"


def test_an_error_in_a_template_that_a_stack_holds() -> None:
    body = BODY.replace("${env}", "${var.env}").replace("Suspended", "[")
    found = report({"main.tf": STACK % f"<<-EOF\n{indented(body)}\n  EOF"})
    lost = [d.location for d in found.diagnostics if d.incomplete]
    assert lost and {place.path for place in lost} == {"main.tf"} and all(place.line > 5 for place in lost)
