"""What is fuzzed: each target takes any bytes and fails only where s3lint is wrong.

Readers are driven through `engine.judge`, so that whatever they make is built into a graph and judged by every check.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from s3lint import policy
from s3lint.checks.catalogue import ALL
from s3lint.config import ConfigError, Layer, Settings, build, load
from s3lint.engine.input.gitignore import lines_of
from s3lint.engine.input.ignore import Patterns
from s3lint.engine.input.root_settings import inputs_of
from s3lint.engine.run.judge import Judged, judge
from s3lint.findings import suppressions
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


def ignore_file(data: bytes) -> None:
    """Ignore files: what they say of a few paths. That git says the same is asked by tests/engine/test_gitignore.py."""
    patterns = Patterns("sub", lines_of(data))
    for path in (
        "sub/a.tf",
        "sub/deep/er/main.tf",
        "sub/x y/*[a].tf",
        "sub/" + "a" * 200,
        "sub/\udcff.tf",
        "other/a.tf",
    ):
        for is_folder in (False, True):
            if patterns.says(path, is_folder=is_folder) is not None and not path.startswith("sub/"):
                raise Wrong(f"{path} does not lie in the folder of the ignore file")


def suppression(data: bytes) -> None:
    """Comments that suppress, in both languages: what they cover lies in the file."""
    text = data.decode("utf-8", "replace")
    lines = text.count("\n") + 2
    for path in ("main.tf", "main.tf.json", "template.yaml"):
        for found in suppressions.scan(path, text):
            if not 1 <= found.where.line <= found.where.end_line <= lines:
                raise Wrong(f"{found.where} does not lie in the file")


def configuration(data: bytes) -> None:
    """Configuration files: settings, or a ConfigError that names the file."""
    tree = MemoryTree({"s3lint.toml": data, "base.toml": 'select = ["S3L102"]\n'})
    try:
        build(load(tree, "s3lint.toml"), ALL)
    except ConfigError as error:
        if "s3lint.toml" not in str(error) and "base.toml" not in str(error):
            raise Wrong(f"{error} does not say where") from error


def references(data: bytes) -> None:
    """Resources that refer to each other as the bytes say: buckets, and what governs and names them."""
    judged("main.tf", "terraform", module_of(data[:600]).encode())


def module_of(data: bytes) -> str:
    """A module of a resource for each three bytes: what it is, and which two others it refers to."""
    count = max(1, len(data) // 3)
    blocks = []
    for number in range(count):
        kind, one, two = (*data[3 * number : 3 * number + 3], 0, 0, 0)[:3]
        template = _GRAPH[kind % len(_GRAPH)]
        blocks.append(template.format(n=number, one=one % count, two=two % count))
    return "".join(blocks)


_GRAPH = (
    'resource "aws_s3_bucket" "r{n}" {{\n  bucket = "x${{aws_s3_bucket.r{one}.id}}${{aws_s3_bucket.r{two}.id}}"\n}}\n',
    'resource "aws_s3_bucket" "r{n}" {{\n  bucket = "name-{one}"\n}}\n',
    'resource "aws_s3_bucket_policy" "r{n}" {{\n  bucket = aws_s3_bucket.r{one}.id\n'
    "  policy = jsonencode({{ Statement = "
    '[{{ Effect = "Allow", Principal = {{ AWS = aws_iam_role.r{two}.arn }}, Action = "s3:*", '
    "Resource = aws_s3_bucket.r{two}.arn }}] }})\n}}\n",
    'resource "aws_s3_bucket_logging" "r{n}" {{\n  bucket = aws_s3_bucket.r{one}.id\n'
    '  target_bucket = aws_s3_bucket.r{two}.id\n  target_prefix = ""\n}}\n',
    'resource "aws_iam_role" "r{n}" {{\n  name = "${{aws_s3_bucket.r{one}.id}}${{aws_iam_role.r{two}.name}}"\n}}\n',
    'resource "aws_s3_bucket_versioning" "r{n}" {{\n  bucket = aws_s3_bucket_policy.r{one}.bucket\n'
    '  versioning_configuration {{\n    status = aws_s3_bucket.r{two}.tags["v"]\n  }}\n}}\n',
    'locals {{\n  r{n} = "${{local.r{one}}}${{local.r{two}}}"\n}}\n',
)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "hcl": hcl,
    "terraform-json": terraform_json,
    "cloudformation": cloudformation,
    "plan": plan,
    "policy": bucket_policy,
    "ignore": ignore_file,
    "suppression": suppression,
    "configuration": configuration,
    "references": references,
}
