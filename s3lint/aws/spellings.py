"""The spellings of one resource model: CloudFormation's own, awscc's, Cloud Control's, and the AWS provider's.

awscc is generated from CloudFormation's schemas: its types and attributes are theirs in snake case
(https://github.com/hashicorp/terraform-provider-awscc). Cloud Control takes CloudFormation's properties as JSON. So the
table of resources has two columns, and these say which of them holds and how its words are written.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple, TypeVar

from s3lint.lazy import lazy_re
from s3lint.record import Struct

T = TypeVar("T")
Steps = tuple[str, ...]

_WORD = lazy_re(r"(.)([A-Z][a-z]+)")
_ACRONYM = lazy_re(r"([a-z0-9])([A-Z])")
# in advice: types and property names (no values, which follow a colon, and no actions), and elements of policies
_TERM = lazy_re(
    r"(?<!: )(?<![\w.\"])(AWS::\w+::\w+|(?!(?:Put|Delete|Get|List)[A-Z])(?=[A-Z]\w*[a-z])[A-Z][a-z0-9]*(?:[A-Z]\w*)+"
    r"|[A-Z]\w*[a-z]\w*(?=: ))(: )?"
)
_STATEMENT = lazy_re(r"\b(?:Action|Condition|Effect|Principal|Resource): ")
_REFERENCE = lazy_re(r"!GetAtt (\w+)\.(\w+)|!Ref (?:AWS::)?(\w+)|!Sub ")


class Path(NamedTuple):
    """Where a setting stands: alternatives of steps in CloudFormation, and the steps in the AWS provider.

    Nothing at all (`()`) says that a language has no such setting.
    """

    cloudformation: tuple[Steps, ...]
    terraform: Steps


def path(cloudformation: str = "", terraform: str | None = None) -> Path:
    """A path as the table writes it: steps by dots, CloudFormation's older names behind `|`.

    The AWS provider's path is the snake case of CloudFormation's where it is not given, and empty where it has none.
    """
    found = tuple(_steps(name) for name in cloudformation.split("|")) if cloudformation else ()
    if terraform is None:
        return Path(found, tuple(map(snake, found[0])) if found else ())
    return Path(found, _steps(terraform))


def _steps(written: str) -> Steps:
    return tuple(written.split(".")) if written else ()


@cache
def snake(name: str) -> str:
    """A CloudFormation name in snake case: `KMSMasterKeyID` is `kms_master_key_id`."""
    return _ACRONYM.sub(r"\1_\2", _WORD.sub(r"\1_\2", name)).lower()


def pascal(name: str) -> str:
    """A name of the AWS provider as CloudFormation would write it."""
    return "".join(word.capitalize() for word in name.split("_"))


class Spelling(Struct, frozen=True):
    """How a resource is written: the column of the table that holds, and how its words are spelled."""

    name: str
    is_terraform: bool  # the column: the AWS provider's, or CloudFormation's
    word: Callable[[str], str]

    def steps(self, at: Path) -> tuple[Steps, ...]:
        """The ways to write a path, the present one first; none where this spelling has no such setting."""
        if self.is_terraform:
            return (at.terraform,) if at.terraform else ()
        return tuple(tuple(map(self.word, steps)) for steps in at.cloudformation)

    def label(self, at: Path) -> str:
        """What messages call a setting, also where this spelling has none; empty where none has it."""
        found = self.steps(at)
        if found:
            return found[0][-1]
        if at.terraform:
            return self.word(pascal(at.terraform[-1]))
        return snake(at.cloudformation[0][-1]) if at.cloudformation else ""

    def choose(self, cloudformation: T, terraform: T) -> T:
        """What holds in this spelling, where the languages differ."""
        return terraform if self.is_terraform else cloudformation

    def advice(self, cloudformation: str, terraform: str) -> str:
        """A fix in the words of this spelling; a statement of a policy is the same in both of Terraform's providers."""
        if self.is_terraform or (self is AWSCC and _STATEMENT.search(cloudformation)):
            return terraform.replace(" aws_", " awscc_") if self is AWSCC else terraform
        return _as_awscc(cloudformation) if self is AWSCC else cloudformation


def _as_awscc(advice: str) -> str:
    return _TERM.sub(_term, _REFERENCE.sub(_reference, advice))


def _term(found: re.Match[str]) -> str:
    name = found[1]
    return (awscc_type(name) if "::" in name else snake(name)) + (" = " if found[2] else "")


def _reference(found: re.Match[str]) -> str:
    if found[1]:
        return f"{found[1]}.{snake(found[2])}"
    return f"{found[3]}.id" if found[3] and found[3].isupper() else snake(found[3] or "").upper()


def _same(name: str) -> str:
    return name


CLOUDFORMATION = Spelling("cloudformation", False, _same)
AWSCC = Spelling("awscc", False, snake)
TERRAFORM = Spelling("terraform", True, _same)


def spelling_of(kind: str) -> Spelling:
    """The spelling that a resource type is written in."""
    if "::" in kind:
        return CLOUDFORMATION
    return AWSCC if kind.startswith("awscc_") else TERRAFORM


@cache
def awscc_type(kind: str) -> str:
    """The awscc type of a CloudFormation type: `AWS::S3::BucketPolicy` is `awscc_s3_bucket_policy`."""
    _, service, name = kind.split("::")
    return f"awscc_{service.lower()}_{snake(name)}"
