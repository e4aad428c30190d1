"""The names of resource types and of their settable properties, as the schemas of others have them.

`python -m tests.support.schema_names` writes them to s3lint/aws/data/names.json, whose part `newer` (what the provider
of the plugin folder does not have yet) is kept as it is. Only types in the scope of coverage.json are taken, and
properties only of those that are read or a limit.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from s3lint.aws.coverage import coverage, listed
from s3lint.aws.table import TABLE
from tests.support.places import ROOT
from tests.support.terraform_plans import TERRAFORM, plugins

NAMES = ROOT / "s3lint" / "aws" / "data" / "names.json"
Tree = dict[str, Any]
"""Properties by name, each with those below it; 0 where there are none."""


def in_scope(language: str, name: str) -> bool:
    """Whether a type is one that has to be on a list."""
    return name in _read() or re.fullmatch(coverage()["scope"][language], name) is not None


def _read() -> set[str]:
    return {name for one in TABLE for name in (one.cloudformation, one.terraform)}


def _kept(language: str, trees: Iterator[tuple[str, Tree]]) -> dict[str, Any]:
    """Properties are of no interest where a type as a whole has no bearing."""
    irrelevant = listed("irrelevant")
    found = {name: 0 if name in irrelevant else tree for name, tree in trees if in_scope(language, name)}
    return dict(sorted(found.items()))


def of_terraform() -> dict[str, Any]:
    """Of the AWS provider in the plugin folder: what can be written, not what is only computed."""
    schemas = next(iter(_provider()["provider_schemas"].values()))

    def trees() -> Iterator[tuple[str, Tree]]:
        for part, prefix in (("resource_schemas", ""), ("data_source_schemas", "data.")):
            for name, schema in schemas[part].items():
                yield prefix + name, _block(schema["block"])

    return _kept("terraform", trees())


def _provider() -> dict[str, Any]:
    environment = {**os.environ, "TF_CLI_CONFIG_FILE": os.devnull}
    with tempfile.TemporaryDirectory() as folder:
        wants = 'terraform {\n  required_providers {\n    aws = {\n      source = "hashicorp/aws"\n    }\n  }\n}\n'
        Path(folder, "main.tf").write_text(wants)
        for arguments in (("init", f"-plugin-dir={plugins()}", "-input=false"), ("providers", "schema", "-json")):
            command = [str(TERRAFORM), *arguments]
            done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
            assert done.returncode == 0, done.stdout + done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _block(block: Mapping[str, Any]) -> Tree:
    settable = {n: a for n, a in block.get("attributes", {}).items() if a.get("optional") or a.get("required")}
    attributes = {n: _block(a["nested_type"]) if "nested_type" in a else _typed(a["type"]) for n, a in settable.items()}
    blocks = {name: _block(inner["block"]) or 0 for name, inner in block.get("block_types", {}).items()}
    return attributes | blocks


def _typed(kind: Any) -> Any:
    """An attribute that takes objects has their properties below it."""
    if isinstance(kind, list) and kind[0] == "object":
        return {name: _typed(inner) for name, inner in kind[1].items()}
    return _typed(kind[1]) if isinstance(kind, list) and kind[0] in ("list", "set") else 0


def schemas_folder() -> Path | None:
    """Where cfn-lint has CloudFormation's schemas: S3LINT_CFN_SCHEMAS names it where cfn-lint is not installed here."""
    named, package = os.environ.get("S3LINT_CFN_SCHEMAS"), find_spec("cfnlint")
    if named:
        return Path(named)
    return Path(package.origin).parent / "data" / "schemas" if package and package.origin else None


def of_cloudformation() -> dict[str, Any]:
    """Of all Regions, first that of Northern Virginia."""
    folder = schemas_folder()
    assert folder is not None
    regions = sorted((folder / "providers").glob("*-*.json"), key=lambda path: (path.stem != "us-east-1", path.stem))
    digests: dict[str, str] = {}
    for region in regions:
        digests = json.loads(region.read_text("utf-8")) | digests

    def trees() -> Iterator[tuple[str, Tree]]:
        for name, digest in digests.items():
            if in_scope("cloudformation", name):
                yield name, _resource(json.loads((folder / "resources" / f"{digest}.json").read_text("utf-8")))

    return _kept("cloudformation", trees())


def _resource(schema: dict[str, Any]) -> Tree:
    tree: Tree = _properties(schema, schema, ())
    for computed in schema.get("readOnlyProperties", ()):
        *above, last = computed.removeprefix("/properties/").replace("/*", "").split("/")
        inner: Any = tree
        for step in above:
            inner = inner.get(step, 0) if inner else 0
        if inner:
            inner.pop(last, None)
    return tree


def _properties(schema: dict[str, Any], node: dict[str, Any], above: tuple[str, ...]) -> Any:
    """What stands below a node: lists are passed through, alternatives put together, circles cut."""
    while "$ref" in node:
        if node["$ref"] in above:
            return 0
        above = (*above, node["$ref"])
        found: Any = schema
        for step in node["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        node = found
    if "items" in node:
        return _properties(schema, node["items"], above)
    inner = dict(node.get("properties", {}))
    for alternative in (one for way in ("oneOf", "anyOf", "allOf") for one in node.get(way, ())):
        inner = alternative.get("properties", {}) | inner
    return {name: _properties(schema, below, above) for name, below in sorted(inner.items())} or 0


def main() -> None:
    """Write what the schemas at hand have; the rest is kept."""
    names = json.loads(NAMES.read_text("utf-8"))
    if TERRAFORM is not None and plugins() is not None:
        names["terraform"] = of_terraform()
    if schemas_folder() is not None:
        names["cloudformation"] = of_cloudformation()
    NAMES.write_text(as_text(names), encoding="utf-8")


def as_text(names: dict[str, Any]) -> str:
    """One type a line."""
    parts = []
    for part, value in names.items():
        lines = [f'  "{name}": {json.dumps(of, separators=(",", ":"))}' for name, of in value.items()]
        parts.append(f' "{part}": {{\n' + ",\n".join(lines) + "\n }")
    return "{\n" + ",\n".join(parts) + "\n}\n"


if __name__ == "__main__":
    main()
