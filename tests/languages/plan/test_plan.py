"""Plan JSON: what counts as planned, links between resources, and the source beside a plan.

data/plan holds a configuration and the plan that terraform 1.11 and the aws provider 5.100 made of it.
"""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3lint.aws.places import Places
from s3lint.languages.plan import is_plan, load_plan
from s3lint.languages.plan.addresses import ModulePath, Step, steps, suffix
from s3lint.source import DiskTree, MemoryTree
from s3lint.values import Configuration, Identity, Inputs, Mapping, Scalar, Sequence, Text, Unknown, Value
from tests.support.laws import examples
from tests.support.places import DATA

FOLDER = DATA / "plan"
PLAN = (FOLDER / "plan.json").read_bytes()


def load(data: bytes | str | dict[str, Any], **files: str) -> Configuration:
    text = json.dumps(data) if isinstance(data, dict) else data
    return load_plan(MemoryTree({"plan.json": text, **files}), "plan.json", Inputs())


def body(configuration: Configuration, address: str) -> Mapping:
    (found,) = [r for r in configuration.resources if r.address == address]
    return found.body


def identity(value: Value | None) -> Identity | None:
    assert isinstance(value, Scalar | Unknown)
    return value.identity


def change(address: str, after: Any, unknown: Any = None, actions: tuple[str, ...] = ("create",)) -> dict[str, Any]:
    type, name = address.split(".")[-2:]
    return {
        "address": address,
        "mode": "managed",
        "type": type,
        "name": name.split("[")[0],
        "change": {"actions": list(actions), "after": after, "after_unknown": unknown or {}},
    }


def plan(*changes: dict[str, Any], configured: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    resources = [{"address": a, "expressions": e} for a, e in (configured or {}).items()]
    return {
        "format_version": "1.2",
        "planned_values": {},
        "resource_changes": list(changes),
        "configuration": {"root_module": {"resources": resources}},
        **more,
    }


@pytest.fixture(scope="module")
def alone() -> Configuration:
    return load(PLAN)


@pytest.fixture(scope="module")
def beside() -> Configuration:
    return load_plan(DiskTree(FOLDER), "plan.json", Inputs())


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (PLAN, True),
        (b"\xef\xbb\xbf" + PLAN, True),
        (PLAN.decode().encode("utf-16"), True),
        (b'time=10:00 level=info\n{"format_version":"1.2","planned_values":{}}', True),  # and what is wrong is said
        (b'"{\\"format_version\\":\\"1.2\\",\\"planned_values\\":{}}"', False),
        (b'{"format_version": "1.0", "terraform_version": "1.11.4", "values": {}}', False),
        (b'{"Resources": {}, "format_version": 1}', False),
        (b'{"a": {"format_version": "1", "planned_values": {}}}', False),
        (b"[]", False),
        (b"", False),
        (b"\xff\xfe\x00", False),
    ],
)
def test_a_plan_is_told_from_a_state_and_from_other_json(data: bytes, expected: bool) -> None:
    assert is_plan(data) is expected


def test_utf_16_reads_as_utf_8_does(alone: Configuration) -> None:
    wide = load(PLAN.decode().encode("utf-16"))
    assert [r.address for r in wide.resources] == [r.address for r in alone.resources]
    assert wide.diagnostics == []


LINKS = {
    'module.data["raw"].aws_s3_bucket_versioning.this': 'module.data["raw"].aws_s3_bucket.this',
    'module.data["Reports"].aws_s3_bucket_versioning.this': 'module.data["Reports"].aws_s3_bucket.this',
    # by way of another resource's bucket
    'module.data["raw"].aws_s3_bucket_logging.this': 'module.data["raw"].aws_s3_bucket.this',
    'module.data["raw"].aws_s3_bucket_lifecycle_configuration.this[0]': 'module.data["raw"].aws_s3_bucket.this',
    # by the key of a module's output
    "aws_s3_bucket_public_access_block.reports": 'module.data["Reports"].aws_s3_bucket.this',
    "aws_s3_bucket_versioning.pair[0]": "aws_s3_bucket.pair[0]",
    "aws_s3_bucket_versioning.pair[1]": "aws_s3_bucket.pair[1]",
    "aws_s3_bucket_public_access_block.logs": "aws_s3_bucket.logs",
}


@pytest.mark.parametrize(("address", "bucket"), LINKS.items())
def test_an_unknown_bucket_is_found_by_references(alone: Configuration, address: str, bucket: str) -> None:
    found = identity(body(alone, address).get("bucket"))
    assert found is not None and (found.type, found.address) == ("aws_s3_bucket", bucket)


def test_a_variable_is_followed_to_the_call(alone: Configuration) -> None:
    logging = body(alone, 'module.data["raw"].aws_s3_bucket_logging.this')
    assert identity(logging.get("target_bucket")) == Identity("aws_s3_bucket", "aws_s3_bucket.logs", "id")


def test_inner_blocks_keep_their_links(alone: Configuration) -> None:
    rules = body(alone, "aws_s3_bucket_server_side_encryption_configuration.shared").get("rule")
    assert isinstance(rules, Sequence) and isinstance(rules.items[0], Mapping)
    inner = rules.items[0].get("apply_server_side_encryption_by_default")
    assert isinstance(inner, Sequence) and isinstance(inner.items[0], Mapping)
    assert inner.items[0].kind == "block"
    assert identity(inner.items[0].get("kms_master_key_id")) == Identity("aws_kms_key", "aws_kms_key.shared", "arn")


def test_what_is_unknown_and_not_configured_is_absent(alone: Configuration) -> None:
    bucket = body(alone, "aws_s3_bucket.shared")
    assert not {"acl", "policy", "versioning", "logging", "arn", "server_side_encryption_configuration"} & set(
        bucket.entries
    )
    versioning = body(alone, "aws_s3_bucket_versioning.pair[0]").get("versioning_configuration")
    assert isinstance(versioning, Sequence) and isinstance(versioning.items[0], Mapping)
    assert list(versioning.items[0].entries) == ["status"]


def test_what_is_unknown_and_configured_is_unknown(alone: Configuration) -> None:
    policy = body(alone, "aws_s3_bucket_policy.shared").get("policy")
    assert isinstance(policy, Unknown)
    assert (policy.reason.kind, policy.reason.name) == ("after-apply", "aws_s3_bucket_policy.shared.policy")


def test_a_dynamic_block_that_is_unknown_stays_so() -> None:
    lifecycle = change("aws_s3_bucket_lifecycle_configuration.a", {}, {"rule": True, "id": True})
    found = body(
        load(plan(lifecycle, configured={"aws_s3_bucket_lifecycle_configuration.a": {}})), lifecycle["address"]
    )
    assert list(found.entries) == ["rule"] and isinstance(found.get("rule"), Unknown)


def test_values_stand_where_the_plan_has_them(alone: Configuration) -> None:
    value = body(alone, "aws_s3_bucket.shared").get("bucket")
    assert value is not None and value.span is not None
    assert value.span.text == '"acme-shared"'
    resource = next(r for r in alone.resources if r.address == 'module.data["raw"].aws_s3_bucket.this')
    assert resource.header is not None
    assert resource.header.text == r'"module.data[\"raw\"].aws_s3_bucket.this"'
    assert [c.name for c in resource.calls] == ['module.data["raw"]']


def test_sensitive_values_are_marked(alone: Configuration, beside: Configuration) -> None:
    for configuration in (alone, beside):
        tags = body(configuration, "aws_s3_bucket.pair[0]").get("tags")
        assert isinstance(tags, Mapping) and tags.kind == "map"
        assert tags.entries["Token"].sensitive or tags.sensitive


def test_beside_its_source_a_plan_points_into_it(beside: Configuration) -> None:
    resource = next(r for r in beside.resources if r.address == 'module.data["raw"].aws_s3_bucket.this')
    assert resource.header is not None and resource.header.path == "modules/bucket/main.tf"
    assert resource.calls[0].span is not None and resource.calls[0].span.path == "main.tf"
    name = resource.body.get("bucket")
    assert isinstance(name, Scalar) and name.data == "acme-raw"
    assert name.span is not None and name.span.path == "modules/bucket/main.tf"
    assert {"plan.json", "main.tf", "modules/bucket/main.tf"} <= beside.files


def test_beside_its_source_an_unknown_policy_is_evaluated(beside: Configuration) -> None:
    policy = body(beside, "aws_s3_bucket_policy.shared").get("policy")
    assert isinstance(policy, Scalar | Text) and isinstance(policy.structure, Mapping)
    assert "Statement" in policy.structure.entries


def test_the_plan_wins_over_its_source() -> None:
    source = 'variable "on" { default = true }\nresource "aws_s3_bucket" "a" {\n  force_destroy = var.on\n}\n'
    made = plan(change("aws_s3_bucket.a", {"force_destroy": False, "bucket": "x"}), variables={"on": {"value": False}})
    found = body(load(made, **{"main.tf": source}), "aws_s3_bucket.a")
    value = found.get("force_destroy")
    assert isinstance(value, Scalar) and value.data is False
    assert value.span is not None and value.span.line == 3


def test_what_goes_away_is_no_resource_and_what_stays_is() -> None:
    actions = {
        "gone": ("delete",), "forgotten": ("forget",), "kept": ("no-op",),
        "replaced": ("delete", "create"), "changed": ("update",),
    }  # fmt: skip
    changes = [change(f"aws_s3_bucket.{name}", {"bucket": name}, actions=a) for name, a in actions.items()]
    found = load(plan(*changes))
    assert [r.name for r in found.resources] == ["kept", "replaced", "changed"]


@pytest.mark.parametrize("action", ["create", "no-op"])
def test_today_s_state_gives_way_to_the_resource_that_states_it(action: str) -> None:
    bucket = {"bucket": "x", "versioning": [{"enabled": False}], "logging": [{"target_bucket": "y"}]}
    versioning = {"bucket": "x", "versioning_configuration": [{"status": "Enabled"}]}
    changes = [
        change("aws_s3_bucket.a", bucket, actions=("no-op",)),
        change("aws_s3_bucket_versioning.a", versioning, actions=(action,)),
    ]
    found = body(load(plan(*changes, configured={"aws_s3_bucket.a": {}})), "aws_s3_bucket.a")
    assert set(found.entries) == {"bucket", "logging"}


def test_a_plan_without_changes_is_read_by_its_planned_values() -> None:
    inner = {"address": "module.m.aws_s3_bucket.a", "mode": "managed", "type": "aws_s3_bucket", "name": "a"}
    module = {"address": "module.m", "resources": [{**inner, "values": {"bucket": "x"}}]}
    found = load({"format_version": "0.1", "planned_values": {"root_module": {"child_modules": [module]}}})
    assert [r.address for r in found.resources] == ["module.m.aws_s3_bucket.a"]
    assert isinstance(name := found.resources[0].body.get("bucket"), Scalar) and name.data == "x"


def test_two_possible_buckets_are_none_for_certain() -> None:
    changes = [change(f"aws_s3_bucket.{n}", {"bucket": n}) for n in "ab"]
    block = change("aws_s3_bucket_public_access_block.x", {}, {"bucket": True})
    references = ["var.first", "aws_s3_bucket.a.id", "aws_s3_bucket.a", "aws_s3_bucket.b.id", "aws_s3_bucket.b"]
    configured = {"aws_s3_bucket_public_access_block.x": {"bucket": {"references": references}}}
    found = body(load(plan(*changes, block, configured=configured)), block["address"]).get("bucket")
    assert isinstance(found, Unknown) and found.identity is None


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ('{"format_version": "1.0", "values": {}}', "is a state"),
        ('{"format_version": "1.0", "planned_values": {', "is not JSON"),
        ("[1]", "is not a JSON object"),
        ('{"a": ' + "[" * 100_000, "is nested too deeply"),
    ],
)
def test_what_is_no_plan_is_said(data: str, says: str) -> None:
    found = load(data)
    assert found.resources == []
    assert [d.code for d in found.diagnostics] == ["S3L901"] and says in found.diagnostics[0].message


@pytest.mark.parametrize("depth", [100, 400, 900])
def test_values_that_are_nested_deeply_are_open_not_lost(depth: int) -> None:
    deep: Any = True
    for _ in range(depth):
        deep = [deep]
    for after, unknown in (({"rule": deep}, {}), ({}, {"rule": deep})):
        found = load(plan(change("aws_s3_bucket_policy.a", after, unknown)))
        assert found.diagnostics or found.resources[0].body.open is not None or depth == 100 or unknown


def test_a_missing_file_is_said() -> None:
    found = load_plan(MemoryTree({}), "plan.json", Inputs())
    assert "does not exist" in found.diagnostics[0].message


def test_a_plan_that_failed_is_not_complete() -> None:
    found = load(plan(change("aws_s3_bucket.a", {"bucket": "x"}), errored=True))
    assert [r.address for r in found.resources] == ["aws_s3_bucket.a"]
    assert [(d.code, d.incomplete) for d in found.diagnostics] == [("S3L907", True)]


def test_references_that_multiply_end() -> None:
    names = [f"aws_s3_bucket_policy.p{i}" for i in range(12)]
    changes = [change(name, {}, {"bucket": True}) for name in names]
    configured = {}
    for name, following in pairwise(names):
        configured[name] = {"bucket": {"references": [f"{following}.bucket", following] * 8}}
    for resource in load(plan(*changes, configured=configured)).resources:
        assert isinstance(resource.body.get("bucket"), Unknown)


def test_references_in_a_circle_end() -> None:
    block = change("aws_s3_bucket_policy.x", {}, {"bucket": True})
    expression = {"references": ["aws_s3_bucket_policy.x.bucket", "aws_s3_bucket_policy.x"]}
    found = body(load(plan(block, configured={"aws_s3_bucket_policy.x": {"bucket": expression}})), block["address"])
    assert isinstance(found.get("bucket"), Unknown)


JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from(["", "a", "create", "aws_s3_bucket.a.id", "references"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "address",
                    "change",
                    "after",
                    "after_unknown",
                    "actions",
                    "type",
                    "name",
                    "index",
                    "module_address",
                    "bucket",
                    "rule",
                    "expressions",
                    "references",
                    "root_module",
                    "resources",
                    "module_calls",
                    "outputs",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@examples(120)
@given(JUNK, JUNK, JUNK, JUNK)
def test_no_json_makes_it_fail(changes: Any, configured: Any, values: Any, after: Any) -> None:
    sound = change("aws_s3_bucket_policy.a", after, values)
    whole = plan(sound, *(changes if isinstance(changes, list) else [changes]))
    whole["configuration"] = {"root_module": configured}
    whole["planned_values"] = values
    whole["variables"] = values
    for resource in load(whole).resources:
        assert isinstance(resource.body, Mapping)


def test_providers_say_where_a_resource_is_made() -> None:
    bucket = change("aws_s3_bucket.a", {"bucket": "x"})
    made = plan(bucket, configured={"aws_s3_bucket.a": {}}, variables={"r": {"value": "eu-west-1"}})
    made["configuration"]["root_module"]["resources"][0]["provider_config_key"] = "aws.west"
    made["configuration"]["provider_config"] = {
        "aws": {"name": "aws", "expressions": {"region": {"references": ["var.r"]}}},
        "aws.west": {
            "name": "aws",
            "alias": "west",
            "expressions": {
                "region": {"constant_value": "us-west-2"},
                "allowed_account_ids": {"constant_value": ["111122223333"]},
            },
        },
    }
    found = load(made)
    assert found.resources[0].provider == "aws.west"
    where = Places(found.places, lambda address: None)
    assert [where.region(name).text for name in ("aws", "aws.west")] == ["eu-west-1", "us-west-2"]
    assert where.account("aws.west").text == "111122223333"


def test_addresses_are_taken_apart() -> None:
    assert steps('module.a["x.y[0]"].aws_s3_bucket.this[0].id') == [
        Step("module"), Step("a", "x.y[0]"), Step("aws_s3_bucket"), Step("this", 0), Step("id"),
    ]  # fmt: skip
    path = ModulePath.of('module.a["x"].module.b')
    assert path.prefix == 'module.a["x"].module.b.'
    assert path.parent.prefix == 'module.a["x"].'
    assert (suffix(0), suffix("a"), suffix(None)) == ("[0]", '["a"]', "")


def _places(value: Any, above: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for key, item in inner for place in ((*above, key), *_places(item, (*above, key)))]


SMALL = {
    "format_version": "1.2",
    "variables": {"a": {"value": "x"}},
    "planned_values": {"root_module": {"child_modules": [{"address": "module.m", "resources": []}]}},
    "resource_changes": [
        {
            **change("aws_s3_bucket.b", {"bucket": "b", "tags": {"a": "b"}}, {"arn": True}),
            "module_address": "",
            "index": 0,
            "previous_address": "aws_s3_bucket.old",
        }
    ],
    "configuration": {
        "provider_config": {"aws": {"name": "aws", "expressions": {"region": {"constant_value": "us-east-1"}}}},
        "root_module": {
            "resources": [
                {
                    "address": "aws_s3_bucket.b",
                    "provider_config_key": "aws",
                    "expressions": {"bucket": {"references": ["var.a"]}},
                }
            ],
            "module_calls": {"m": {"source": "./m", "expressions": {}, "module": {}}},
        },
    },
    "prior_state": {
        "values": {
            "root_module": {
                "resources": [
                    {
                        "address": "data.aws_caller_identity.c",
                        "mode": "data",
                        "type": "aws_caller_identity",
                        "values": {},
                    }
                ]
            }
        }
    },
    "deferred_changes": [{"reason": "x", "resource_change": {"address": "a"}}],
}


@pytest.mark.parametrize("odd", [None, 7, "x", [], {}, [[1]], {"a": [None]}, True], ids=repr)
def test_anything_may_stand_anywhere(odd: Any) -> None:
    for place in _places(SMALL):
        plan = json.loads(json.dumps(SMALL))
        part = plan
        for step in place[:-1]:
            part = part[step]
        part[place[-1]] = odd
        for resource in load(plan).resources:
            assert isinstance(resource.body, Mapping)


def test_parts_that_are_written_twice_are_no_plan() -> None:
    text = json.dumps(SMALL)[:-1] + ', "resource_changes": []}'
    (said,) = load(text).diagnostics
    assert said.incomplete and "resource_changes twice" in said.message
