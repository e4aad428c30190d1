"""Roles, users, groups and permission sets: who holds identity policies, and the boundary that limits them.

https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
"""

from __future__ import annotations

from dataclasses import dataclass

from s3lint.aws.node import Node
from s3lint.aws.rows import Rows, row
from s3lint.values import Value
from s3lint.values.setting import Setting


@dataclass(slots=True, eq=False, kw_only=True)
class Principal(Node):
    """Who holds policies. Its boundary grants nothing: it allows at most what that policy allows.

    Edge `bounded-by` where the boundary is a policy of this code.
    """

    kind = "principal"
    name: Setting
    boundary: Setting | None = None


@dataclass(slots=True, eq=False, kw_only=True)
class Role(Principal):
    """A role of this code."""

    kind = "role"


@dataclass(slots=True, eq=False, kw_only=True)
class User(Principal):
    """A user of this code."""

    kind = "user"


@dataclass(slots=True, eq=False, kw_only=True)
class Group(Principal):
    """A group of this code, which cannot have a boundary."""

    kind = "group"


@dataclass(slots=True, eq=False, kw_only=True)
class PermissionSet(Principal):
    """A permission set of Identity Center, which becomes a role in each account."""

    kind = "permission set"


@dataclass(frozen=True, slots=True)
class HeldBy:
    """A value that names who holds a policy, and what kind of principal that is."""

    kind: type[Principal]
    value: Value


_BOUNDARY = row("boundary", "PermissionsBoundary", "permissions_boundary")
ROLE = Rows(Role, row("name", "RoleName", "name"), _BOUNDARY)
USER = Rows(User, row("name", "UserName", "name"), _BOUNDARY)
GROUP = Rows(Group, row("name", "GroupName", "name"))
PERMISSION_SET = Rows(PermissionSet, row("name", "Name"))
