"""The functions of the AWS provider: ARNs taken apart and put together.

Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/functions/arn_parse, …/arn_build and
…/trim_iam_role_path; what is refused, from `terraform console` with the provider 5.100.0.
"""

from __future__ import annotations

from s3lint.languages.terraform.functions.call import Call
from s3lint.languages.terraform.types.build import parts_of, text_from
from s3lint.languages.terraform.types.problem import Problem
from s3lint.values import Unknown, Value

_PARTS = ("partition", "service", "region", "account_id", "resource")


def parse(arn: str) -> dict[str, str]:
    """The parts of an ARN."""
    prefix, *parts = arn.split(":", len(_PARTS))
    if prefix != "arn" or ":" not in arn:
        raise Problem("arn: invalid prefix")
    if len(parts) < len(_PARTS):
        raise Problem("arn: not enough sections")
    return dict(zip(_PARTS, parts, strict=True))


def build(call: Call, arguments: list[Value]) -> Value:
    """The ARN of its parts."""
    joined: list[str | Unknown] = ["arn"]
    for argument in arguments:
        joined += (":", *parts_of(argument))
    return text_from(joined, call.span)


def trim_role_path(arn: str) -> str:
    """The ARN of a role without the role's path."""
    found = parse(arn)
    kind, slash, name = found["resource"].partition("/")
    if found["service"] != "iam":
        raise Problem('service must be "iam"')
    if found["region"]:
        raise Problem("region must be empty")
    if not slash or kind != "role":
        raise Problem('resource must begin with "role/"')
    return ":".join(("arn", *found.values())).removesuffix(name) + name.rpartition("/")[2]
