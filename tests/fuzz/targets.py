"""What is fuzzed: each target takes any bytes and fails only where s3lint is wrong.

Readers are driven through `engine.judge`, so that whatever they make is built into a graph and judged by every check.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from s3lint import policy
from s3lint.checks.catalogue import ALL
from s3lint.config import Layer, Settings, build
from s3lint.engine.input.root_settings import inputs_of
from s3lint.engine.run.judge import Judged, judge
from s3lint.languages import Frontends
from s3lint.languages.frontend import Root
from s3lint.source import MemoryTree
from s3lint.values import Scalar

MODULE = """variable "name" {}
resource "aws_s3_bucket" "this" {
  bucket = var.name
}
output "id" {
  value = aws_s3_bucket.this.id
}
"""
BESIDE = {"module/main.tf": MODULE, "policy.json": "{}", "child.yaml": "Resources: {B: {Type: AWS::S3::Bucket}}\n"}


class Wrong(AssertionError):
    """s3lint did something that no input may make it do."""


@cache
def every_check() -> Settings:
    """Settings with every check on."""
    return build([Layer({"select": ["ALL"]}, ".")], ALL)


def judged(path: str, language: str, data: bytes) -> Judged:
    """One file, and a few that it may refer to, judged by every check. Raises Wrong for an internal error."""
    file, root = path, "." if language == "terraform" else path
    tree = MemoryTree({**BESIDE, file: data})
    settings = every_check()
    result = judge(Frontends(tree), Root(root, language), settings, inputs_of(settings), verbose=True)
    for diagnostic in result.diagnostics:
        if diagnostic.code == "S3L900":
            raise Wrong(f"{diagnostic.message}\n{diagnostic.hint}")
    lines = data.count(b"\n") + 2
    for place in (*(d.location for d in result.diagnostics), *(f.location for f in result.findings)):
        if place.path == file and not 1 <= place.line <= place.end_line <= lines:
            raise Wrong(f"{place} does not lie in the file")
    return result


def hcl(data: bytes) -> None:
    """Terraform's own syntax."""
    judged("main.tf", "terraform", data)


def terraform_json(data: bytes) -> None:
    """Terraform in JSON."""
    judged("main.tf.json", "terraform", data)


def cloudformation(data: bytes) -> None:
    """Templates, YAML or JSON."""
    judged("template.yaml", "cloudformation", data)


def plan(data: bytes) -> None:
    """Plans in JSON."""
    judged("plan.json", "plan", data)


BUCKET, OWNER = "arn:aws:s3:::amzn-s3-demo-bucket", "111122223333"


def bucket_policy(data: bytes) -> None:
    """Policy documents: every question that checks ask of one."""
    document = policy.read(Scalar(data.decode("utf-8", "replace")))
    subject = policy.Subject(BUCKET, OWNER)
    policy.is_public(document, subject)
    policy.effective_access(document, subject)
    policy.plain_http_uncovered(document, subject)
    policy.lockout(document, subject)
    policy.foreign_accounts(document, subject)
    policy.organizations(document, subject)
    policy.services(document, subject)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "hcl": hcl,
    "terraform-json": terraform_json,
    "cloudformation": cloudformation,
    "plan": plan,
    "policy": bucket_policy,
}
