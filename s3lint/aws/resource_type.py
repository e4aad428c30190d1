"""A resource type of the table: what it is called in each language, and what it states."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from s3lint.aws.adapter import Builder
from s3lint.aws.rows import Rows
from s3lint.aws.section import Section
from s3lint.aws.spellings import Path, awscc_type
from s3lint.record import Struct

Adapt = Callable[[Section, Builder], None]
"""Turns the body of one resource into nodes."""


class ResourceType(Struct, frozen=True, kw_only=True):
    """One type in one or both columns; awscc's name follows from CloudFormation's.

    `adapt` None: it states nothing by itself, and is asked for what others name by it. `alone` says that it makes a
    root worth reading; what is not counts beside others only. `audit`: only checks of the audit profile look at it.
    `of_account`: it states something about a whole account, which counts in other roots.
    `shown_as` are the bucket's own attributes in which the AWS provider shows what this resource states. `also` is
    what other code than the adapter asks for; what adapters ask for is found out (`s3lint.aws.asked`).
    """

    cloudformation: str = ""
    terraform: str = ""  # data sources as `data.TYPE`
    adapt: Adapt | None = None
    rows: tuple[Rows[Any], ...] = ()
    what: str = ""  # what is read beside the rows, in a few words
    alone: bool = True
    audit: bool = False
    of_account: bool = False
    shown_as: tuple[str, ...] = ()
    also: tuple[Path, ...] = ()

    @property
    def awscc(self) -> str:
        """Its name in awscc: that provider has every type of CloudFormation's own, and no custom resource."""
        return awscc_type(self.cloudformation) if self.cloudformation.startswith("AWS::") else ""
