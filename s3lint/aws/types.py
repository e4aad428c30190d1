"""What follows from the table of resources: which types a run wants, which words make a root relevant, and the like."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import groupby

from s3lint.aws.kinds import BucketNode, OtherBucket, StoredObject
from s3lint.aws.resource_type import ResourceType
from s3lint.aws.spellings import TERRAFORM, spelling_of
from s3lint.aws.table import TABLE, by_name
from s3lint.aws.wrappers import TEMPLATE_HOLDERS

# the services whose resources are about S3 also where the table has no such type
_SERVICES = ("aws_s3", "awscc_s3")
_DATA = "data."


def names(one: ResourceType) -> tuple[str, ...]:
    """The names of a type in Terraform: the AWS provider's and awscc's."""
    return tuple(name for name in (one.terraform, one.awscc) if name)


@cache
def wanted(*, audit: bool) -> frozenset[str]:
    """Terraform's types that verdicts depend on, data sources as `data.TYPE`; those of the audit profile on demand."""
    return frozenset(name for one in TABLE if audit or not one.audit for name in names(one))


@cache
def of_accounts() -> frozenset[str]:
    """Terraform's types that state something about a whole account, and what holds templates that may have one."""
    return frozenset(name for one in TABLE if one.of_account for name in names(one)) | TEMPLATE_HOLDERS


@cache
def account_words() -> re.Pattern[str]:
    """The words of the types that state something about a whole account, as they stand in any language."""
    return _any_of(name for one in TABLE if one.of_account for name in (*names(one), one.cloudformation) if name)


@cache
def subjects() -> re.Pattern[str]:
    """The words that make a Terraform root worth reading."""
    return _any_of((*_SERVICES, *(name for one in TABLE if one.alone for name in names(one))))


@cache
def mentions() -> re.Pattern[str]:
    """The words of every type of the table: a module without one makes nothing that verdicts depend on."""
    return _any_of((*_SERVICES, *(name for one in TABLE for name in names(one))))


def _any_of(found: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of the words; one that begins with another adds nothing."""
    short: list[str] = []
    for word in sorted({word.removeprefix(_DATA) for word in found}):
        if not short or not word.startswith(short[-1]):
            short.append(word)
    return re.compile(_branches(short))


def _branches(found: Sequence[str]) -> str:
    """Sorted words as a pattern with a branch for each letter: of whole words, all would be tried at every place."""
    if len(found) < 2:
        return "".join(map(re.escape, found))
    by_letter = [(letter, [word[1:] for word in words]) for letter, words in groupby(found, key=lambda word: word[0])]
    branches = [re.escape(letter) + _branches(rest) for letter, rest in by_letter]
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


@cache
def shown_as() -> dict[str, tuple[str, ...]]:
    """The attributes of a bucket in which the AWS provider shows what a resource of its own states, by its type."""
    return {one.terraform: one.shown_as for one in TABLE if one.shown_as}


@cache
def bucket_types() -> frozenset[str]:
    """Terraform's types of general purpose buckets."""
    return _types_of(BucketNode)


@cache
def named_types() -> frozenset[str]:
    """Terraform's types of buckets of every kind: what they are called is best told by whose name it is."""
    return _types_of(BucketNode) | _types_of(OtherBucket)


@cache
def object_types() -> frozenset[str]:
    """Terraform's types of objects."""
    return _types_of(StoredObject)


def _types_of(kind: type) -> frozenset[str]:
    found = (one for one in TABLE if one.rows and one.rows[0].kind is kind)
    return frozenset(name for one in found for name in names(one) if not name.startswith(_DATA))


@cache
def name_argument(kind: str) -> str | None:
    """The argument that `id` of a bucket shows, where it is no alias that the AWS provider's documentation lists."""
    one = by_name().get(kind)
    spelling = spelling_of(kind)
    if one is None or spelling is TERRAFORM or kind not in named_types():
        return None
    row = next(row for row in one.rows[0].rows if row.field == "name")
    return spelling.label(row.at)


def reads_documents(kind: str) -> bool:
    """Whether a file that a resource takes its content from decides something of S3; what an object holds does not."""
    about = (*_SERVICES, "aws_iam_policy", "awscc_iam_policy")
    return kind.startswith(about) and kind not in object_types()


def is_companion(kind: str) -> bool:
    """Whether a Terraform type states something about the bucket that its `bucket` names."""
    return kind.startswith("aws_s3_bucket_")
