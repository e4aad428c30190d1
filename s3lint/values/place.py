"""Where resources are made: whose account it is and which region, as far as their language and the user tell."""

from __future__ import annotations

from s3lint.record import Struct, replace
from s3lint.source import Span
from s3lint.values.inputs import Inputs
from s3lint.values.value import Scalar, Value

USUAL = "aws"
"""What a resource is made with that names nothing else: the default provider configuration, or the stack itself."""


class Place(Struct, frozen=True):
    """What a provider configuration, or a stack, says of where its resources are.

    `session` is equal for places that use the same credentials: what they do not state is the same for them, too.
    None: nothing is known of them.
    """

    account: Value | None = None  # its number
    role: Value | None = None  # the ARN of the role that it assumes, which is one of the account
    region: Value | None = None
    session: str | None = ""
    name: str = ""  # for people: `provider aws.west`
    span: Span | None = None
    tags: Value | None = None  # that it gives to all that it makes
    elsewhere: str = ""  # the root that states it, where that is another one


NOWHERE = Place(session=None)
"""A place of which nothing is known."""


def as_given(place: Place, name: str, inputs: Inputs, *, usual: bool) -> Place:
    """A place with the account and region that the user gives for it; `usual` says whether the general ones hold."""
    rules = [rule for rule in reversed(inputs.accounts) if is_called(name, rule.alias)]  # the last one wins
    account = next((r.account_id for r in rules if r.account_id), inputs.account_id if usual else None)
    region = next((r.region for r in rules if r.region), inputs.region if usual else None)
    return replace(
        place,
        account=place.account if account is None else Scalar(account),
        region=place.region if region is None else Scalar(region),
    )


def is_called(name: str, alias: str) -> bool:
    """Whether a place is the provider configuration of an alias, or one of its instances; in any module."""
    wanted = alias if alias.partition(".")[0] in ("aws", "awscc") else f"{USUAL}.{alias}"
    base = name.partition("[")[0]
    return wanted in (name, base) or base.endswith(f".{wanted}")
