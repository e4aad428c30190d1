"""Services among other files: what is one, and what it reads."""

from __future__ import annotations

import pytest

from s3lint.engine.input.discover import walk
from s3lint.engine.input.ignore import Ignores
from s3lint.languages import Frontends
from s3lint.source import MemoryTree
from s3lint.values import Inputs
from tests.support.verdicts import report

BUCKET = "resources:\n  Resources:\n    A: {Type: AWS::S3::Bucket}\n"


def sources(files: dict[str, str]) -> dict[str, list[str]]:
    frontends = Frontends(MemoryTree(dict(files)))
    return walk(frontends, ["."], Ignores(frontends.tree, [], gitignore=True)).sources


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("values.yaml", "service:\n  type: ClusterIP\nprovider: aws\nresources: {}\n"),  # a Helm chart's values
        ("compose.yml", "services:\n  web: {image: aws}\nprovider: aws\n"),
        ("x.yml", "a:\n  service: x\n  provider: {name: aws}\n"),
        ("x.yml", "service: x\nprovider: {name: google}\n"),
        ("package.json", '{"service": "x", "provider": {"name": "aws"}}'),
        ("serverless.md", "service: x\nprovider: {name: aws}\n"),
        ("index.ts", "export const service = 'x', provider = 'aws'"),
    ],
)
def test_what_is_no_service(path: str, text: str) -> None:
    assert "serverless" not in sources({path: text})


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("serverless.yml", "service: x\nprovider:\n  name: aws\n"),
        ("serverless.yaml", "# a comment\nservice: 'x'\n\nprovider: { name: aws }\n"),
        ("serverless.yml", "service:\n  # its name\n  name: x\nprovider:\n  name: aws\n"),
        ("api.serverless.yml", "service: ${file(name.yml):name}\nprovider: ${file(aws.yml)}\n"),
        ("serverless.json", '{"service": "x", "provider": {"name": "aws"}}'),
        ("serverless.ts", "const service = 'x', provider = {name: 'aws'}"),
    ],
)
def test_what_is_a_service(path: str, text: str) -> None:
    assert sources({path: text}) == {"serverless": [path]}


def test_a_service_in_json() -> None:
    resources = '{"Resources": {"A": {"Type": "AWS::S3::Bucket"}}}'
    text = f'{{"service": "x", "provider": {{"name": "aws"}}, "resources": {resources}}}'
    assert {f.resource for f in report({"serverless.json": text}, "S3L102").findings} == {"A"}


@pytest.mark.parametrize("provider", ["google", "{name: azure}"])
def test_a_service_elsewhere_is_not_judged(provider: str) -> None:
    found = report({"serverless.yml": f"service: aws-x\nprovider: {provider}\n{BUCKET}"}, "S3L102")
    assert not found.findings and not found.diagnostics


def test_a_service_in_a_programming_language_is_said() -> None:
    (said,) = report({"app/serverless.ts": "export default {service: 'x', provider: {name: 'aws'}}"}).diagnostics
    assert (said.code, said.location.path, said.incomplete, said.left_out) == (
        "S3L907",
        "app/serverless.ts",
        False,
        "service",
    )


def test_a_broken_service_is_a_diagnostic() -> None:
    (said,) = report({"serverless.yml": "service: x\nprovider:\n  name: aws\nresources: [\n"}).diagnostics
    assert (said.code, said.location.path, said.incomplete) == ("S3L901", "serverless.yml", True)


def test_a_broken_file_that_is_put_in_is_a_diagnostic() -> None:
    files = {"serverless.yml": "service: x\nprovider: {name: aws}\nresources: ${file(a.yml)}\n", "a.yml": "a: [\n"}
    said = {(one.code, one.location.path) for one in report(files).diagnostics}
    assert ("S3L901", "a.yml") in said


def test_what_a_service_reads_is_what_was_looked_at() -> None:
    files = {
        "serverless.yml": "service: x\nprovider: {name: aws}\ncustom: ${file(c.yml)}\n"
        "resources:\n  Resources:\n    A: {Type: AWS::S3::Bucket, Properties: {BucketName: '${self:custom.name}'}}\n",
        "c.yml": "name: acme-x\n",
    }
    frontends = Frontends(MemoryTree(files))
    frontend = next(one for one in frontends if one.name == "serverless")
    (root,) = frontend.roots(["serverless.yml"], Inputs())
    assert root.takes_in == {"serverless.yml", "c.yml"}
