"""Who gains access by something else than a general purpose bucket; where s3lint cannot weigh that, it is undecided."""

from __future__ import annotations

from collections.abc import Iterator

from s3lint import policy
from s3lint.access.grounding import Ground
from s3lint.compare.grants import gained_by_grant
from s3lint.compare.openings import BUCKETS, ENDPOINT, GRANT, POINTS, ROLE, Opening, openings
from s3lint.compare.pairs import moved_to
from s3lint.graph.graph import Graph
from s3lint.policy.answers import Answer
from s3lint.policy.document import NO_POLICY, Document
from s3lint.policy.gained import Gain, says
from s3lint.policy.gained_elsewhere import (
    gained_by_own_policy,
    gained_by_trust,
    gained_through_endpoint,
    is_about_buckets,
    is_narrower,
    is_of_unnamed,
)
from s3lint.policy.glob import YES, same
from s3lint.policy.worlds import named_accounts
from s3lint.record import replace
from s3lint.values import Reason, unknown

THROUGH = "requests through it"
SOMEBODY = "somebody"
_WEIGHED = {**{kind: (kind,) for kind in BUCKETS[:2]}, **dict.fromkeys(POINTS, ("object", "bucket"))}
"""What the policy engine weighs, by the kinds of resources that its actions are about."""

Two = tuple[Opening | None, Opening | None]


def paired_openings(now: Graph, before: Graph) -> Iterator[Two]:
    """Each opening of either graph once, by its address after `moved` blocks, else by its name."""
    new = {(one.what, one.address): one for one in openings(now)}
    old = {(one.what, moved_to(one.address, now.moved)): one for one in openings(before)}
    left = {key: one for key, one in old.items() if key not in new}
    for key, one in new.items():
        former = old.get(key)
        if former is None and (name := _name(one)):
            found = [other for other, that in left.items() if other[0] == one.what and _name(that) == name]
            former = left.pop(found[0]) if len(found) == 1 else None
        yield one, former
    yield from ((None, one) for one in left.values())


def _name(opening: Opening) -> str:
    name = getattr(opening.node, "name", None)
    return (name.text() or "") if name is not None else ""


def opened(now: Opening | None, before: Opening | None, former: Graph) -> Iterator[Gain]:
    """What is allowed by the first and was not by the second, which is in the graph `former`.

    A new endpoint or role is none: the one opens nothing that the internet does not, the other gains as a principal.
    """
    if now is None or (before is None and now.what in (ENDPOINT, ROLE)):
        return
    if now.what == GRANT:
        yield from gained_by_grant(now.graph, now.node, former)
        return
    old = before.document if before is not None else NO_POLICY
    if says(now.document) == says(old):
        return
    found = list(_weighed(now, old))
    yield from found
    if not found and _may_gain(now, old):
        why = Reason("not weighed", now.what_governs, "changed, and s3lint does not weigh it", now.header)
        yield Gain(SOMEBODY, "", Answer(unknown(why, span=now.header)))


def _weighed(now: Opening, old: Document) -> Iterator[Gain]:
    owner = Ground(now.graph).account(now.node.resource)
    if now.what in _WEIGHED:
        for gain in gained_by_own_policy(now.document, old, owner, _WEIGHED[now.what]):
            request = gain.answer.request
            yield replace(gain, text=f"{request.caller} can call {request.action} on it" if request else "")
    elif now.what == ROLE:
        yield from gained_by_trust(now.document, old, owner)
    elif now.what == ENDPOINT:
        answer = gained_through_endpoint(now.document, old, owner)
        request = answer.request
        where = "buckets that its policy does not name" if request and is_of_unnamed(request.resource) else ""
        text = f"{request.caller} can call {request.action} on {where}" if request and where else ""
        if not answer.fact.is_no:
            yield Gain(THROUGH, "", answer, text)


def _may_gain(now: Opening, old: Document) -> bool:
    """Whether somebody may gain what the policy engine does not see."""
    new = now.document
    if is_narrower(new, old):
        return False
    if now.what in _WEIGHED:
        return _resources(new) != _resources(old)
    if now.what == ENDPOINT:
        return not (is_about_buckets(new) and is_about_buckets(old))
    if now.what == ROLE:
        return False
    return _lets_in_others(now)


def _resources(document: Document) -> frozenset[object]:
    return frozenset(
        (term.text, s.not_resource) for v in document.variants for s in v.statements for term in s.resources
    )


def _lets_in_others(opening: Opening) -> bool:
    """Whether a policy is, or may be, for others than principals of its own account."""
    owner, trusted = Ground(opening.graph).account(opening.node.resource), opening.graph.context.trusted_accounts
    statements = tuple(s for v in opening.document.variants for s in v.statements if s.is_allow)
    accounts = [a for a in named_accounts(statements) if same(a, owner) != YES and a not in trusted]
    services = any(p.kind != "AWS" for s in statements for p in s.principals or ())
    return bool(accounts) or services or not policy.is_loose(opening.document).fact.is_no
