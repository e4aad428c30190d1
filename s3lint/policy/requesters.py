"""Who makes a request, over which network, directly or through an access point."""

from __future__ import annotations

from s3lint.policy.document import Principal, Statement
from s3lint.policy.glob import MAYBE, NO, YES, same
from s3lint.policy.placeholders import (
    account_shown,
    arn_parts,
    has_open_hole,
    is_any_text,
    is_foreign_letter,
    shown,
    stranger,
)
from s3lint.record import Struct

STRANGER_ACCOUNT = stranger("999988887777")
UNNAMED_ROLE = stranger("role9")
"""A role that no policy speaks of."""


KINDS = ("AssumedRole", "User", "Account", "FederatedUser")
"""The values of aws:PrincipalType for whoever signs requests: `Account` is the root user."""


class Requester(Struct, frozen=True):
    """A caller. `power` says which values of condition keys it may carry: `own` ones only (a stranger, who can

    choose names but not be in another's account, organization or network), or `any` that the policy mentions.
    """

    kind: str  # anonymous, principal, service, canonical, origin (a CloudFront origin access identity)
    account: str = ""
    arn: str = ""
    name: str = ""  # of a service, a canonical user, an origin access identity; in words, of a principal without one
    power: str = "any"
    session: str = ""  # the name of a role's session, where statements list it; else any other one
    listed: tuple[str, ...] = ()  # the names of the role's sessions that statements list

    @property
    def label(self) -> str:
        """How a witness names it."""
        if self.kind == "anonymous":
            return "anyone"
        if self.kind == "principal" and not self.name:
            if self.account == STRANGER_ACCOUNT:
                return "any AWS account"
            if self.arn.endswith(f":role/{UNNAMED_ROLE}"):
                return f"any role in {account_shown(self.account)}"
            return shown(self.arn if not self.session else session_of(self.arn, self.session))
        return shown(self.name)

    @property
    def is_told(self) -> bool:
        """Whether the label says all that requests carry of the caller: of strangers, that they are any role."""
        return self.kind != "principal" or self.account != STRANGER_ACCOUNT or self.arn == STRANGER.arn


ANONYMOUS = Requester("anonymous", power="own")
STRANGER = Requester("principal", STRANGER_ACCOUNT, f"arn:aws:iam::{STRANGER_ACCOUNT}:role/{UNNAMED_ROLE}", "", "own")


def stranger_account(account: str) -> str:
    """An account of a class: that of the stranger, where it is one that no policy speaks of."""
    return STRANGER_ACCOUNT if all(map(is_foreign_letter, account)) else account


class Through(Struct, frozen=True):
    """An access point that a request goes through."""

    account: str
    arn: str
    origin: str = "Internet"


class World(Struct, frozen=True):
    """A requester and where it stands: what is fixed before the condition keys are chosen."""

    requester: Requester
    network: str = "internet"  # or endpoint (a VPC endpoint)
    places: str = "own"  # whose addresses, VPCs and endpoints: `own` ones of a stranger, or `any` that are mentioned
    through: Through | None = None
    secure: bool = True
    owner: str = ""
    # values of condition keys that the question fixes
    carried: tuple[tuple[str, str | tuple[str, ...] | None], ...] = ()
    strict: bool = False  # NotPrincipal exempts whom it lists together with their account, and nobody else
    formal: bool = False  # S3's own notion of «public»: wildcards are taken as matched by strangers


def names(statement: Statement, requester: Requester, *, strict: bool = False) -> int:
    """Whether the Principal or NotPrincipal of a statement covers a requester."""
    if statement.principals is None:
        return NO
    if not statement.not_principal:
        return max((is_named(p, requester) for p in statement.principals), default=NO)
    return YES - _is_exempt(statement.principals, requester, strict)


def _is_exempt(principals: tuple[Principal, ...], requester: Requester, strict: bool) -> int:
    """NotPrincipal exempts an IAM principal where its own ARN is listed; listing its account exempts the root only.

    AWS advises to list both, since a Deny that lists the ARN alone «might» deny the account: `strict` relies on that.
    """
    listed = max((is_named(p, requester, account_counts=False) for p in principals), default=NO)
    if not strict or requester.kind != "principal":
        return listed
    account = f"arn:aws:iam::{requester.account}:root"
    return min(listed, max((same(p.term.text, account) for p in principals), default=NO))


def may_be(principal: Principal, kind: str) -> bool:
    """Whether an entry of Principal is of a kind, as far as is known."""
    return principal.kind == kind or (has_open_hole(principal.kind) and principal.term.text != "*")


def is_named(principal: Principal, requester: Requester, *, account_counts: bool = True) -> int:
    """Whether one entry of Principal covers a requester."""
    text = principal.term.text
    if principal.is_everyone:
        return YES
    if principal.kind == "Service":
        return same(text, requester.name) if requester.kind == "service" else NO
    if principal.kind == "CanonicalUser":
        return same(text, requester.name) if requester.kind == "canonical" else NO
    if principal.kind != "AWS":
        return MAYBE if has_open_hole(principal.kind) else NO  # Federated: only in the trust policies of roles
    if text.startswith("arn:aws:iam::cloudfront:"):
        return same(text, requester.name) if requester.kind == "origin" else NO
    if is_any_text(text):
        # the whole entry is a variable: it may be `*`
        return MAYBE
    if requester.kind != "principal":
        return NO
    own = same(text, requester.arn) if session_name(text) is None else _is_session(text, requester)
    if own == YES or not account_counts:
        return own
    return max(own, same(text, f"arn:aws:iam::{requester.account}:root"))


def _is_session(text: str, requester: Requester) -> int:
    """Whether the ARN of a session is the requester's, which tells nothing of the path of its role."""
    if not requester.session or kind_of(requester.arn) != "AssumedRole":
        return NO
    return same(text, session_of(requester.arn, requester.session))


def kind_of(arn: str) -> str:
    """aws:PrincipalType of whoever has this ARN."""
    resource = arn_parts(arn)[-1]
    if resource == "root":
        return "Account"
    return {"user": "User", "federated-user": "FederatedUser"}.get(resource.partition("/")[0], "AssumedRole")


def name_of(arn: str) -> str:
    """The name at the end of an ARN, without its path."""
    return arn.rpartition("/")[2]


def account_of(arn: str) -> str:
    """The account part of an ARN."""
    parts = arn_parts(arn)
    return parts[4] if len(parts) == 6 else ""


def session_name(arn: str) -> str | None:
    """The name of the session in the ARN of one; None for other ARNs."""
    parts = arn_parts(arn)
    if len(parts) == 6 and parts[2] == "sts" and parts[5].startswith("assumed-role/") and parts[5].count("/") > 1:
        return parts[5].split("/", 2)[2]
    return None


def session_of(role: str, name: str) -> str:
    """The ARN of a session of a role."""
    return f"arn:aws:sts::{account_of(role)}:assumed-role/{name_of(role)}/{name}"


def role_of_session(arn: str) -> str:
    """The role's ARN for the ARN of an assumed role's session, else the ARN as it is (aws:PrincipalArn)."""
    parts = arn_parts(arn)
    if len(parts) == 6 and parts[2] == "sts" and parts[5].startswith("assumed-role/"):
        return f"arn:aws:iam::{parts[4]}:role/{parts[5].split('/')[1]}"
    return arn
