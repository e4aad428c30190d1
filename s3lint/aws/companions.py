"""How each language writes a control that a bucket lacks: as a resource beside it, or as a property of it.

Both follow from the table: the type whose rows describe the kind, and where these rows stand in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from s3lint.aws.kinds import BucketNode, LifecycleRule, Node
from s3lint.aws.resource_type import ResourceType
from s3lint.aws.rows import Row, Rows
from s3lint.aws.spellings import AWSCC, CLOUDFORMATION, TERRAFORM, Path, Spelling, Steps, path
from s3lint.aws.table import TABLE, type_of
from s3lint.edit.written import Block, Data
from s3lint.values import Resource

Values = Mapping[str, Data]
"""Field of a kind -> what it is to be."""

# steps of CloudFormation that are lists (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/)
LISTS = frozenset({"ServerSideEncryptionConfiguration", "Rules"})
# what a part needs beside its settings: the provider asks for the id of a rule, and for a filter in newer versions
_BESIDE: dict[type[Node], tuple[Values, Values]] = {
    LifecycleRule: ({"Id": "abort-incomplete-uploads"}, {"id": "abort-incomplete-uploads", "filter": Block()}),
}


# what version 3 of the AWS provider has beside a bucket
# (https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/version-4-upgrade)
_BEFORE_VERSION_4 = frozenset(
    {"aws_s3_bucket_policy", "aws_s3_bucket_public_access_block", "aws_s3_bucket_ownership_controls"}
)


class Separate(NamedTuple):
    """A resource that states one control."""

    type: str
    body: Values


def of_policy(spelling: Spelling) -> tuple[str, str, str]:
    """The type of a bucket policy, and what its arguments for the bucket and the document are called."""
    found = _policy()
    bucket, document = (spelling.steps(at)[0][0] for at in (path("Bucket"), path("PolicyDocument", "policy")))
    named = {TERRAFORM.name: found.terraform, AWSCC.name: found.awscc, CLOUDFORMATION.name: found.cloudformation}
    return named[spelling.name], bucket, document


@cache
def _policy() -> ResourceType:
    return next(one for one in TABLE if one.shown_as == ("policy",))


def separate(kind: type[Node], values: Values) -> Separate | None:
    """The resource of the AWS provider that states a control of a kind and nothing else."""
    for one in TABLE:
        for rows in one.rows:
            if rows.kind is kind and one.terraform and not one.cloudformation and not one.terraform.startswith("data."):
                return Separate(one.terraform, nested(rows.under, written(rows, values)))
    return None


def inner(kind: type[Node], values: Values) -> tuple[str, Data] | None:
    """The property of a template's bucket that states a control of a kind, and its value."""
    rows = next((rows for rows in _bucket().rows if rows.kind is kind and rows.under), None)
    if rows is None or rows.under is None or not rows.under.cloudformation:
        return None
    settings: dict[str, Data] = dict(_BESIDE.get(kind, ({}, {}))[0])
    for row in rows.rows:
        if row.field in values:
            _put(settings, row.at.cloudformation[0], values[row.field])
    whole: dict[str, Data] = {}
    _put(whole, rows.under.cloudformation[0], settings)
    return next(iter(whole.items()))


def _put(into: dict[str, Data], steps: Steps, value: Data) -> None:
    *outer, last = steps
    for step in outer:
        into = into.setdefault(step, {})
    into[last] = [value] if last in LISTS else value


def written(rows: Rows[Any], values: Values) -> dict[str, Data]:
    """Settings of a kind as arguments and nested blocks of the AWS provider."""
    body: dict[str, Data] = Block(_BESIDE.get(rows.kind, ({}, {}))[1])
    for row in rows.rows:
        if row.field in values:
            *outer, last = row.at.terraform
            within = body
            for step in outer:
                within = within.setdefault(step, Block())
            within[last] = values[row.field]
    return body


def nested(under: Path | None, body: dict[str, Data]) -> dict[str, Data]:
    """A body inside of the blocks that a path names."""
    for step in reversed(under.terraform if under else ()):
        body = Block({step: body})
    return body


@cache
def _bucket() -> ResourceType:
    return next(one for one in TABLE if any(rows.kind is BucketNode for rows in one.rows) and one.cloudformation)


def is_since_version_4(type_name: str) -> bool:
    """Whether a resource beside a bucket is one that version 3 of the AWS provider does not have."""
    return type_name.startswith("aws_") and type_name not in _BEFORE_VERSION_4


def under_of(resource: Resource, kind: type[Node]) -> Steps:
    """The nested blocks of a resource of Terraform's in which a kind's settings stand."""
    found = type_of(resource)
    stated = (rows.under for rows in (found.rows if found else ()) if rows.kind is kind and rows.under)
    return tuple(step for under in stated for step in under.terraform)


def row_of(resource: Resource, kind: type[Node], field: str) -> Row | None:
    """The row of a field where it is a setting of a kind that a resource states."""
    found = type_of(resource)
    rows = (rows for rows in (found.rows if found else ()) if rows.kind is kind)
    return next((row for one in rows for row in one.rows if row.field == field), None)
