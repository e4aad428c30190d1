"""What fuzzing starts from: the fixtures, the examples of every check, and plans and JSON syntax made of them."""

from __future__ import annotations

import json
from functools import cache
from random import Random
from typing import Any

from s3lint.checks.catalogue import ALL
from s3lint.checks.pages import parse_examples
from s3lint.languages import terraform
from s3lint.source import MemoryTree
from s3lint.values import Inputs, Mapping, Resource, Scalar, Sequence, Value
from tests.policy import generator
from tests.support.places import DATA, FIXTURES

LONGEST = 20_000  # a longer input is slow, and rarely says more


def seeds(target: str) -> list[bytes]:
    """Valid inputs of a target, none of them longer than LONGEST."""
    makers = {
        "hcl": lambda: _files("*.tf") + _examples("terraform"),
        "terraform-json": lambda: _files("*.tf.json") + [_dump(_syntax(r)) for r in _planned()],
        "cloudformation": lambda: _files("*template*") + _examples("cloudformation"),
        "plan": lambda: _parts_of_the_plan() + [_dump(_plan(r)) for r in _planned()],
        "policy": _policies,
        "ignore": lambda: _lines(_IGNORES),
        "suppression": lambda: [c + b"\n" + t for c in _lines(_COMMENTS, 2) for t in _files("*.tf")[:2]],
        "configuration": lambda: _lines(_SETTINGS),
        "references": lambda: [Random(seed).randbytes(9 * (seed % 20 + 1)) for seed in range(120)],
    }
    return [data for data in makers[target]() if len(data) <= LONGEST]


_IGNORES = (
    "*.tf",
    "/a/",
    "!b",
    "**/c",
    "d/**",
    "a/**/b",
    "[a-z]*?",
    "[!x]\\*",
    "\\#",
    "#x",
    "e ",
    "[[:alpha:]x",
    "*a*b*c",
)
_COMMENTS = (
    "# s3lint: ignore[S3L101] why",
    "// s3lint: ignore[S3L1, bucket-public] until 2027-01-31: why",
    "# s3lint: ignore-file[ALL]",
    "#checkov:skip=CKV_AWS_18:why",
    "# tfsec:ignore:aws-s3-enable-versioning exp:2027-01-01",
    "# trivy:ignore:AVD-AWS-0086",
    "/* s3lint: ignore[S3L9] */",
)
_SETTINGS = (
    'select = ["S3L1", "cis"]',
    'ignore = ["S3L101"]',
    'extend = "base.toml"',
    'exclude = ["*.tf", "!a"]',
    'profile = "strict"',
    'non-ignorable = ["S3L102"]',
    '[severity]\nS3L102 = "low"',
    '[[per-path]]\npaths = ["a/*"]\nignore = ["S3L102"]\nuntil = 2027-01-31',
    '[[bucket]]\naddress = "a"\nrole = "website"\nreason = "b"',
    "[vars]\na = 1",
)


def _lines(words: tuple[str, ...], most: int = 6) -> list[bytes]:
    """Texts of a few of the lines each."""
    random = Random(len(words))
    return ["\n".join(random.sample(words, random.randint(1, most))).encode() + b"\n" for _ in range(120)]


def _dump(data: Any) -> bytes:
    return json.dumps(data, indent=1).encode()


def _files(pattern: str) -> list[bytes]:
    found = sorted((*FIXTURES.rglob(pattern), *DATA.rglob(pattern)))
    return [path.read_bytes() for path in found if path.is_file() and "hostile" not in path.parts]


def _examples(language: str) -> list[bytes]:
    return [e.text.encode() for check in ALL for e in parse_examples(check.doc) if e.language == language]


@cache
def _planned() -> list[list[Resource]]:
    """The resources of the checks' bad and undecided examples in Terraform."""
    examples = [e for check in ALL for e in parse_examples(check.doc) if e.language == "terraform" and e.kind != "good"]
    trees = (MemoryTree({"main.tf": e.text}) for e in examples)
    return [terraform.load(tree, ".", Inputs()).resources for tree in trees]


def _plain(value: Value) -> tuple[Any, Any]:
    """A value as a plan has it: what is known, and what is known after apply only."""
    if isinstance(value, Scalar):
        return (value.data if isinstance(value.data, bool | int | str | None) else float(value.data)), False
    if isinstance(value, Sequence):
        pairs = [_plain(item) for item in value.items]
        return [known for known, _ in pairs], [unknown for _, unknown in pairs]
    if isinstance(value, Mapping):
        entries = {key: _plain(item) for key, item in value.entries.items()}
        known = {key: known for key, (known, unknown) in entries.items() if unknown is not True}
        return known, {key: unknown for key, (_, unknown) in entries.items() if unknown}
    return None, True


def _syntax(resources: list[Resource]) -> dict[str, Any]:
    """A configuration in JSON syntax."""
    written: dict[str, Any] = {"resource": {}, "data": {}}
    for resource in resources:
        section = written["data" if resource.mode == "data" else "resource"]
        known, unknown = _plain(resource.body)
        names = {key: "${aws_s3_bucket.this.id}" for key, later in unknown.items() if later is True}
        section.setdefault(resource.type, {})[resource.name] = known | names
    return written


def _plan(resources: list[Resource]) -> dict[str, Any]:
    """A plan that makes the resources, and the configuration behind it."""
    changes, configured = [], []
    for resource in resources:
        known, unknown = _plain(resource.body)
        head = {"address": resource.address, "mode": resource.mode, "type": resource.type, "name": resource.name}
        after = {"actions": ["create"], "before": None, "after": known, "after_unknown": unknown}
        changes.append({**head, "change": {**after, "after_sensitive": {}}})
        references = {key: {"references": ["aws_s3_bucket.this.id", "aws_s3_bucket.this"]} for key in unknown}
        configured.append({**head, "expressions": references})
    return _whole(changes, {"root_module": {"resources": configured}})


def _whole(changes: list[Any], configuration: Any, **more: Any) -> dict[str, Any]:
    return {
        "format_version": "1.2",
        "planned_values": {},
        "resource_changes": changes,
        "configuration": configuration,
        **more,
    }


def _parts_of_the_plan() -> list[bytes]:
    """Plans with a few resources each of the one that terraform made, with what its configuration says of them."""
    plan = json.loads((DATA / "plan" / "plan.json").read_bytes())
    changes, parts = plan["resource_changes"], []
    for start in range(0, len(changes), 3):
        some = changes[start : start + 5]
        module = dict(plan["configuration"]["root_module"])
        addresses = {change["address"].split("[")[0] for change in some}
        module["resources"] = [r for r in module["resources"] if r["address"] in addresses]
        if not any(change["address"].startswith("module.") for change in some):
            module.pop("module_calls", None)
        parts.append(_dump(_whole(some, {"root_module": module}, variables=plan["variables"])))
    return parts


def _policies() -> list[bytes]:
    return [_dump(generator.policy(Random(seed))) for seed in range(200)]
