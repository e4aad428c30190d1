"""Whom the policies of the other kinds of bucket let in: judged by their principals, whatever the actions are."""

from __future__ import annotations

from collections.abc import Callable

from s3lint import policy
from s3lint.access.grounding import Ground
from s3lint.access.policies import combined, statements
from s3lint.aws.kinds import BucketPolicy, OtherBucket
from s3lint.graph.view import View
from s3lint.policy import Statement
from s3lint.policy.answers import ACCOUNT_UNKNOWN
from s3lint.policy.glob import NO, YES, same
from s3lint.policy.placeholders import has_hole
from s3lint.policy.worlds import named_accounts
from s3lint.values import Fact, no, unknown, yes


def lets_in_others(bucket: View[OtherBucket], harmless: Callable[[Statement], bool]) -> Fact:
    """Whether an Allow is for anybody, or for another account and not harmless."""
    graph = bucket.graph
    document = combined(graph, graph.governing(bucket.node, BucketPolicy))
    found = policy.is_loose(document).fact
    owner, trusted = Ground(graph).account, graph.context.trusted_accounts
    undecided: dict[str, Fact] = {}
    for statement, there in statements(document):
        if harmless(statement):
            continue
        place = statement.place("Principal")
        for account in named_accounts([statement]):
            match = same(account, owner)
            if match == YES or account in trusted:
                continue
            if match == NO:
                found = found | (there & yes(place, f"{statement.name} allows account {account}"))
            else:
                undecided[account] = there & unknown(ACCOUNT_UNKNOWN, span=place)
    literal = [account for account in undecided if not has_hole(account)]
    if len(literal) > 1 and not found.is_yes:  # they cannot all be the owner's
        place = next(e.span for e in undecided[literal[-1]].evidence)
        return yes(place, f"of the accounts {', '.join(literal)}, at least one is another account")
    for fact in undecided.values():
        found = found | fact
    return found if not found.is_no else no(bucket.header)
