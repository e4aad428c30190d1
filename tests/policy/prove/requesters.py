"""Who can make a request: whole identities with all keys that AWS sets about them."""

from __future__ import annotations

import string

from tests.policy.prove.classes import Language, Run, Text, Var, one_of
from tests.policy.prove.groups import Group, Kind

DIGITS, LOWER, UPPER = string.digits, string.ascii_lowercase, string.ascii_uppercase
WORD = string.ascii_letters + DIGITS + "+=,.@_-"
PRINTED = "".join(chr(code) for code in range(0x21, 0x7F))

ACCOUNT: Language = ((Run(DIGITS, 12, 12),),)
NAME: Language = ((Run(WORD, 1),),)
SESSION: Language = ((Run(WORD, 2),),)
PATH: Language = ((Run("/", 1, 1),), (Run("/", 1, 1), Run(PRINTED, 1), Run("/", 1, 1)))
ORGANIZATION: Language = ((Run("o", 1, 1), Run("-", 1, 1), Run(LOWER + DIGITS, 10)),)
ROOT_OF_ORGANIZATION: Language = ((Run("r", 1, 1), Run("-", 1, 1), Run(LOWER + DIGITS, 4)),)
UNIT = (Run("o", 1, 1), Run("u", 1, 1), Run("-", 1, 1), Run(LOWER + DIGITS, 4), Run("-", 1, 1))
UNIT = (*UNIT, Run(LOWER + DIGITS, 8), Run("/", 1, 1))
UNITS: Language = ((), UNIT, UNIT * 2, UNIT * 3)

account, path, name, session = Var("account"), Var("path"), Var("name"), Var("session")
unique, organization, root, units = Var("unique"), Var("organization"), Var("root"), Var("units")

SIGNED = frozenset({"user", "role", "root", "federated"})
Barred = dict[str, frozenset[str]]


def unique_id(prefix: str) -> Language:
    """Unique ids of AWS: a prefix for what it is, and capitals and digits."""
    return ((*(Run(char, 1, 1) for char in prefix), Run(UPPER + DIGITS, 12)),)


def anonymous() -> Kind:
    """An unsigned request."""
    known = {"aws:principalaccount": "anonymous", "aws:userid": "anonymous", "aws:principaltype": "Anonymous"}
    return Kind("anonymous", {key: (text,) for key, text in known.items()})


def _signed(kind: str, type_: str, arn: Text, userid: Text, more: dict[str, Text]) -> dict[str, Text]:
    return {
        "account": (account,),
        "identity": arn,
        "aws:principalarn": arn,
        "aws:principalaccount": (account,),
        "aws:principaltype": (type_,),
        "aws:userid": userid,
        "aws:principalisawsservice": ("false",),
        **more,
    }


def users(accounts: Language, barred: Barred) -> Kind:
    """IAM users."""
    arn = ("arn:aws:iam::", account, ":user", path, name)
    texts = _signed("user", "User", arn, (unique,), {"aws:username": (name,)})
    return Kind("user", texts, {"account": accounts, "path": PATH, "name": NAME, "unique": unique_id("AIDA")}, barred)


def roles(accounts: Language, barred: Barred) -> Kind:
    """Sessions of roles."""
    arn = ("arn:aws:iam::", account, ":role", path, name)
    spelt = ("arn:aws:sts::", account, ":assumed-role/", name, "/", session)
    texts = _signed("role", "AssumedRole", arn, (unique, ":", session), {"session": spelt})
    variables = {"account": accounts, "path": PATH, "name": NAME, "unique": unique_id("AROA"), "session": SESSION}
    return Kind("role", texts, variables, barred)


def root_users(accounts: Language, barred: Barred) -> Kind:
    """Root users: their user id is the number of the account."""
    return Kind(
        "root",
        _signed("root", "Account", ("arn:aws:iam::", account, ":root"), (account,), {}),
        {"account": accounts},
        barred,
    )


def federated_users(accounts: Language, barred: Barred) -> Kind:
    """Federated users (sts:GetFederationToken)."""
    arn = ("arn:aws:sts::", account, ":federated-user/", name)
    texts = _signed("federated", "FederatedUser", arn, (account, ":", name), {})
    return Kind("federated", texts, {"account": accounts, "name": ((Run(WORD, 2),),)}, barred)


def people(accounts: Language, barred: Barred, *, root: bool = True) -> tuple[Kind, ...]:
    """All who sign requests for some accounts."""
    found = (users(accounts, barred), roles(accounts, barred), federated_users(accounts, barred))
    return (*found, root_users(accounts, barred)) if root else found


def organizations(prefix: str, group: str, gate: tuple[str, frozenset[str]], barred: Barred) -> Group:
    """The organization of a requester or of a VPC endpoint's owner: both keys, or none."""
    texts: dict[str, Text] = {
        f"aws:{prefix}orgid": (organization,),
        f"aws:{prefix}orgpaths": (organization, "/", root, "/", units),
    }
    variables = {"organization": ORGANIZATION, "root": ROOT_OF_ORGANIZATION, "units": UNITS}
    return Group(group, (Kind("none"), Kind("member", texts, variables, barred)), dict([gate]))


def multi_factor() -> Group:
    """Whether temporary credentials were had with a second factor; long-term ones do not say."""
    kinds = (Kind("unsaid"), *(Kind(v, {"aws:multifactorauthpresent": (v,)}) for v in ("true", "false")))
    return Group("multi-factor", kinds, {"requester": SIGNED})


def forwarded() -> Group:
    """Whether an AWS service hands the request on for its caller."""
    kinds = tuple(Kind(v, {"aws:viaawsservice": (v,)}) for v in ("true", "false"))
    return Group("forwarded", kinds)


def chosen(key: str, language: Language, gate: dict[str, frozenset[str]], *, always: bool = False) -> Group:
    """A key whose text the caller chooses, or leaves out."""
    kind = Kind("stated", {key: (Var("text"),)}, {"text": language})
    return Group(key, (kind,) if always else (Kind("absent"), kind), gate)


ANY_TEXT: Language = ((Run(None, 1),),)
# IAM's own tags know fewer characters, and a root user has none: the careful reading gives any text to whoever signs
TAG: Language = ANY_TEXT
SOURCE_IDENTITY: Language = SESSION
TRUTHS = one_of("true", "false")
