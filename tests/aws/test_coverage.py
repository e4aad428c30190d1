"""Every type and property of S3 is read, of no bearing, or a stated limit, and no list is stale."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from s3lint.aws.asked import asked
from s3lint.aws.coverage import coverage, limit_of, limits, listed
from s3lint.aws.properties import names, properties_of, schema, statements
from s3lint.aws.resource_type import ResourceType
from s3lint.aws.rows import row
from s3lint.aws.spellings import Steps, awscc_type, path, spelling_of
from s3lint.aws.table import TABLE, by_name
from tests.support.schema_names import of_cloudformation, of_terraform, schemas_folder
from tests.support.terraform_plans import TERRAFORM, plugins

READ = [(one, name) for one in TABLE for name in (one.cloudformation, one.terraform) if name]
LISTS = ("irrelevant", "limit", "pending")
SCHEMAS = ("terraform", "newer", "cloudformation")
# a key of the map `dimensions`; a word of the API, which custom resources take
OTHER_WORDS = {"BucketName", "LambdaFunctionConfigurations"}


def has_schema(name: str) -> bool:
    """awscc's own stacks have CloudFormation's properties, and custom resources are anybody's."""
    return name.startswith(("aws_", "data.aws_", "AWS::"))


IN_SCHEMAS = [(one, name) for one, name in READ if has_schema(name)]


def dotted(paths: list[Steps]) -> list[str]:
    return [".".join(steps) or "*" for steps in paths]


def test_every_type_is_on_one_list() -> None:
    count = Counter(filter(has_schema, by_name()))
    for part in LISTS:
        count.update(name for found in coverage()["types"][part].values() for name in found)
    known = {name for part in SCHEMAS for name in names()[part]}
    unlisted = sorted(known - count.keys())
    assert not unlisted, f"neither in the table of s3lint/aws nor in types of coverage.json: {unlisted}"
    gone = sorted(count.keys() - known)
    assert not gone, f"in no schema (names.json), so no longer to be listed: {gone}"
    twice = sorted(name for name, number in count.items() if number > 1)
    assert not twice, f"on two lists of coverage.json, or read by now and so to be taken off: {twice}"


@pytest.mark.parametrize(("one", "name"), IN_SCHEMAS, ids=[name for _, name in IN_SCHEMAS])
def test_every_property_is_on_a_list(one: ResourceType, name: str) -> None:
    assert schema(name), f"{name} is not in names.json: run python -m tests.support.schema_names"
    unlisted = dotted(properties_of(one, name).unlisted)
    assert not unlisted, f"not asked for, and not in properties of coverage.json: {unlisted}"


def test_every_statement_is_of_a_property_that_is_not_read() -> None:
    used: dict[str, set[str]] = {}
    for one, name in READ:
        found = properties_of(one, name)
        for whys in (found.irrelevant, found.limit):
            used.setdefault(name, set()).update(path for paths in whys.values() for path in dotted(paths))
    stale = []
    for group in (coverage()["everywhere"] | {"of": list(used)}, *coverage()["properties"]):
        assert set(group["of"]) <= used.keys(), f"not read as a type: {group['of']}"
        needed = set().union(*(used[name] for name in group["of"]))
        stated = {path for part in ("irrelevant", "limit") for paths in group.get(part, {}).values() for path in paths}
        stale += [f"{group['of'][0]}: {path}" for path in sorted(stated - needed)]
    assert not stale, f"read by now, or in no schema: {stale}"


def test_no_property_is_stated_twice() -> None:
    for _, name in READ:
        said = statements(name)
        assert not said["irrelevant"].keys() & said["limit"].keys(), name


@pytest.mark.parametrize(("one", "name"), READ, ids=[name for _, name in READ])
def test_every_row_is_asked_for(one: ResourceType, name: str) -> None:
    spelling = spelling_of(name)
    for rows in one.rows:
        for holder in spelling.steps(rows.under) if rows.under else ((),):
            said = {(*holder, *steps) for row in rows.rows for steps in spelling.steps(row.at)}
            assert said <= asked(one, name).keys()


def test_what_is_asked_for_is_a_word_of_some_schema() -> None:
    """Kinds share paths, so a type may be asked for what it has not; but a word that no type has is a typing error."""
    words = {step for _, name in IN_SCHEMAS for leaf in schema(name) for step in leaf} | OTHER_WORDS
    strange = {".".join(steps) for one, name in IN_SCHEMAS for steps in asked(one, name) if steps[-1] not in words}
    assert not strange


def test_what_is_asked_for_is_found_whatever_it_depends_on() -> None:
    def adapt(body: Any, _: Any) -> None:
        if body.get(path("Document")) is not None and body.get(path("User|Name")) is None:
            body.get(path("Group"))
        if not body.setting(path("Kind")).is_any("special").is_no:
            body.get(path("Special"))
        for rule in body.sections(path("Rules", "rule"))[0]:
            row("status", "Status").of(rule)
        body.sections(path("Website"))

    one = ResourceType(cloudformation="AWS::S3::X", terraform="aws_s3_x", adapt=adapt, also=(path("Also"),))
    assert asked(one, "AWS::S3::X") == {
        ("Also",): True,
        ("Document",): True,
        ("Group",): True,
        ("Kind",): True,
        ("Name",): True,
        ("Rules", "Status"): True,
        ("Special",): True,
        ("User",): True,
        ("Website",): False,
    }
    assert ("rule", "status") in asked(one, "aws_s3_x")


def test_a_limit_is_told_under_every_name() -> None:
    assert limit_of("aws_s3_bucket_abac") == listed("limit")["aws_s3_bucket_abac"]
    others = (
        "aws_s3_bucket",
        "awscc_s3_bucket",
        "aws_s3_bucket_accelerate_configuration",
        "aws_kms_grant",
        "aws_x",
        "",
    )
    assert [name for name in others if limit_of(name)] == []
    for name in (*listed("limit"), *listed("pending")):
        assert limits()[name]
        assert "::" not in name or limit_of(awscc_type(name)) == limit_of(name)
    assert not limits().keys() & by_name().keys()


def flat(tree: Any, above: str = "") -> set[str]:
    """The types and properties of a part of names.json."""
    found = {f"{above}{name}" for name in tree or ()}
    return found.union(*(flat(below, f"{above}{name}.") for name, below in (tree or {}).items()))


needs_terraform = pytest.mark.skipif(TERRAFORM is None or plugins() is None, reason="needs terraform and the provider")
needs_cfn_lint = pytest.mark.skipif(schemas_folder() is None, reason="needs cfn-lint, or S3LINT_CFN_SCHEMAS")


@pytest.mark.process
@pytest.mark.oracle
@pytest.mark.parametrize(
    ("part", "now"),
    [
        pytest.param("terraform", of_terraform, marks=needs_terraform),
        pytest.param("cloudformation", of_cloudformation, marks=needs_cfn_lint),
    ],
)
def test_the_names_are_those_of_the_schemas_at_hand(part: str, now: Callable[[], dict[str, Any]]) -> None:
    there, kept = flat(now()), flat(names()[part])
    newer = flat(names()["newer"]) if part == "terraform" else set()
    renew = "run python -m tests.support.schema_names, and put what is new on a list of coverage.json"
    assert sorted(there - kept - newer) == [], renew
    assert sorted(kept - there) == [], renew
