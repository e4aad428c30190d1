"""Plans of small configurations: what their references alone tell, with the verdicts that are true on AWS."""

from __future__ import annotations

import json
from typing import Any

import pytest

from s3lint import graph
from s3lint.checks import ALL
from s3lint.checks.run import run
from s3lint.languages.plan import load_plan
from s3lint.source import MemoryTree
from s3lint.values import Inputs

BLOCK = "aws_s3_bucket_public_access_block"
ON = dict.fromkeys(
    ("block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"), True
)  # fmt: skip


def created(address: str, after: dict[str, Any], *unknown: str) -> dict[str, Any]:
    """A change that makes a resource."""
    local = address.rsplit("module.", 1)[-1].split(".", 1)[1] if address.startswith("module.") else address
    kind, name = local.split("[")[0].split(".")
    key = address.split("[")[-1].rstrip("]") if address.endswith("]") else None
    made: dict[str, Any] = {"address": address, "mode": "managed", "type": kind, "name": name}
    if address.startswith("module."):
        made["module_address"] = address[: -len(local) - 1]
    if key is not None:
        made["index"] = json.loads(key)
    made["change"] = {"actions": ["create"], "after": after, "after_unknown": dict.fromkeys(unknown, True)}
    return made


def configured(address: str, *references: str, **more: Any) -> dict[str, Any]:
    """A resource of the configuration whose `bucket` has references; without them its block is empty."""
    kind, name = address.split(".")
    found: dict[str, Any] = {"address": address, "mode": "managed", "type": kind, "name": name, **more}
    if references:
        found["expressions"] = {"bucket": {"references": list(references)}}
    return found


def verdicts(changes: list[dict[str, Any]], module: dict[str, Any], code: str) -> dict[str, str]:
    """What a check says of the buckets of a plan."""
    plan = {
        "format_version": "1.2",
        "planned_values": {"root_module": {}},
        "resource_changes": changes,
        "configuration": {"root_module": module},
    }
    configuration = load_plan(MemoryTree({"plan.json": json.dumps(plan)}), "plan.json", Inputs())
    findings, failures = run(graph.build(configuration), [c for c in ALL if c.code == code], configuration.root)
    assert failures == []
    return {finding.resource: finding.verdict.value for finding in findings}


COMPUTED = (
    "id",
    "arn",
    "versioning",
    "logging",
    "policy",
    "acl",
    "lifecycle_rule",
    "server_side_encryption_configuration",
)


@pytest.mark.parametrize(("code", "verdict"), [("S3L501", "fail"), ("S3L402", "fail"), ("S3L505", "fail")])
def test_a_bucket_without_arguments_configures_nothing(code: str, verdict: str) -> None:
    changes = [created("aws_s3_bucket.a", {}, *COMPUTED)]
    assert verdicts(changes, {"resources": [configured("aws_s3_bucket.a")]}, code) == {"aws_s3_bucket.a": verdict}


@pytest.mark.parametrize(
    "references", [("each.value.id", "each.value"), ("each.value",), ("aws_s3_bucket.a", "each.key")]
)
def test_for_each_over_a_resource_is_followed_by_key(references: tuple[str, ...]) -> None:
    changes = [created(f'aws_s3_bucket.a["{key}"]', {}, *COMPUTED) for key in "xyz"]
    changes += [created(f'{BLOCK}.k["{key}"]', ON, "bucket") for key in "xy"]
    module = {
        "resources": [
            configured("aws_s3_bucket.a"),
            configured(f"{BLOCK}.k", *references, for_each_expression={"references": ["aws_s3_bucket.a", "var.some"]}),
        ]
    }
    assert verdicts(changes, module, "S3L102") == {
        'aws_s3_bucket.a["x"]': "pass",
        'aws_s3_bucket.a["y"]': "pass",
        'aws_s3_bucket.a["z"]': "fail",
    }


@pytest.mark.parametrize("references", [("module.m", "each.key"), ("each.value.id", "each.value")])
def test_for_each_over_a_module_is_followed_by_key(references: tuple[str, ...]) -> None:
    changes = [created(f'module.m["{key}"].aws_s3_bucket.a', {}, *COMPUTED) for key in "xy"]
    changes += [created(f'{BLOCK}.k["{key}"]', ON, "bucket") for key in "xy"]
    inner = {
        "resources": [configured("aws_s3_bucket.a")],
        "outputs": {
            "id": {"expression": {"references": ["aws_s3_bucket.a.id", "aws_s3_bucket.a"]}},
            "name": {"expression": {"references": ["var.name"]}},
        },
    }
    module = {
        "module_calls": {"m": {"source": "./m", "module": inner}},
        "resources": [configured(f"{BLOCK}.k", *references, for_each_expression={"references": ["module.m"]})],
    }
    assert verdicts(changes, module, "S3L102") == {
        'module.m["x"].aws_s3_bucket.a': "pass",
        'module.m["y"].aws_s3_bucket.a': "pass",
    }


def test_an_output_that_is_not_told_may_be_of_either_bucket() -> None:
    changes = [created(f'module.m["x"].aws_s3_bucket.{name}', {}, *COMPUTED) for name in "ab"]
    changes += [created(f'{BLOCK}.k["x"]', ON, "bucket")]
    inner = {
        "resources": [configured("aws_s3_bucket.a"), configured("aws_s3_bucket.b")],
        "outputs": {n: {"expression": {"references": [f"aws_s3_bucket.{n}.id", f"aws_s3_bucket.{n}"]}} for n in "ab"},
    }
    module = {
        "module_calls": {"m": {"source": "./m", "module": inner}},
        "resources": [configured(f"{BLOCK}.k", "module.m", "each.key")],
    }
    assert set(verdicts(changes, module, "S3L102").values()) == {"unknown"}
