"""Permissions of Lambda functions (https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html)."""

from __future__ import annotations

from s3lint.aws.adapter import Builder
from s3lint.aws.node import Node
from s3lint.aws.resource_type import ResourceType
from s3lint.aws.rows import Rows, row
from s3lint.aws.section import Section
from s3lint.values.setting import Setting


class LambdaPermission(Node, eq=False, kw_only=True):
    """A statement of a function's resource policy."""

    principal: Setting
    source_arn: Setting
    source_account: Setting


PERMISSION = Rows(
    LambdaPermission,
    row("principal", "Principal"),
    row("source_arn", "SourceArn"),
    row("source_account", "SourceAccount"),
)


def _adapt(body: Section, builder: Builder) -> None:
    builder.add(PERMISSION.node(body))


TYPES = (
    ResourceType(
        cloudformation="AWS::Lambda::Permission", terraform="aws_lambda_permission", adapt=_adapt, rows=(PERMISSION,)
    ),
)
