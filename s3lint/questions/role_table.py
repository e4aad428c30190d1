"""The table of roles: what a bucket can be for, and which controls that allows, breaks or calls for.

data/roles.json has a ruling for each control with AWS's page; what it does not speak of is asked as of any bucket.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from s3lint.packaged import packaged
from s3lint.policy import actions
from s3lint.record import Struct, field

BREAKS, DISPUTED, KEY_POLICY, NEEDLESS = "breaks", "disputed", "with-key-policy", "needless"
REQUIRED, ADDED = "required", "added"


class Ruling(Struct, frozen=True):
    """What one control does to a role.

    It `works`, works `with-key-policy`, `breaks` it, is `disputed` (sources disagree), `needless` or `owed`.
    """

    control: str
    verdict: str
    why: str
    source: str
    service: str = ""  # which the key policy has to allow


class Permission(Struct, frozen=True):
    """What the bucket policy has to allow.

    It is `required` of the code, `added` by AWS where the caller may, or `optional` (an IAM role may do instead).
    """

    need: str
    actions: tuple[str, ...]
    keys: str  # what follows the prefix in the keys of what is put
    sources: tuple[str, ...]  # whose ARNs aws:SourceArn has
    source: str


class RoleKind(Struct, frozen=True, eq=False):
    """One role: in words that follow “the bucket”, who delivers, and the rulings by control. Each exists once."""

    name: str
    what: str
    services: tuple[str, ...] = ()  # as which it is delivered
    told_by_service: bool = True  # these services deliver nothing else
    accounts: str = ""  # whose accounts of AWS it is delivered from
    canonical: str = ""  # whose canonical id an ACL names
    permission: Permission | None = None
    rulings: Mapping[str, Ruling] = field(default_factory=dict)
    anonymous: tuple[tuple[str, str], ...] = ()  # what everyone is meant to do: a level of access, on what

    @property
    def public_actions(self) -> frozenset[str]:
        """The actions that everyone is meant to be allowed."""
        return frozenset(a for level, on in self.anonymous for a in actions.on(on) if actions.level(a) == level)

    def rules(self, control: str) -> str:
        """What it says of a control; empty where nothing."""
        found = self.rulings.get(control)
        return found.verdict if found else ""


@cache
def _table() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(packaged("s3lint.questions", "data/roles.json"))
    return found


@cache
def role_kinds() -> dict[str, RoleKind]:
    """Every role by its name."""
    return {name: _kind(name, row) for name, row in _table()["roles"].items()}


def table_date() -> str:
    """Of when the rulings are."""
    return str(_table()["date"])


def control_words(control: str) -> str:
    """A control as a sentence names it."""
    return str(_table()["words"][control])


def _kind(name: str, row: dict[str, Any]) -> RoleKind:
    delivered_by = row.get("delivered_by")
    services = _table()["roles"][delivered_by]["services"] if delivered_by else row.get("services", ())
    stated = row.get("policy")
    permission = stated and Permission(
        stated["is"], tuple(stated["actions"]), stated["keys"], tuple(stated["sources"]), stated["source"]
    )
    rulings = {
        control: Ruling(control, said["is"], said["why"], said["source"], said.get("service", ""))
        for control, said in row["controls"].items()
    }
    return RoleKind(
        name=name,
        what=row["what"],
        services=tuple(services),
        told_by_service=delivered_by is None,
        accounts=row.get("accounts", ""),
        canonical=row.get("canonical", ""),
        permission=permission or None,
        rulings=rulings,
        anonymous=tuple((level, on) for level, on in row.get("anonymous", ())),
    )
