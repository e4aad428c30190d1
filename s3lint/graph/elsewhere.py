"""Whether what other roots of the scanned tree state about accounts counts here.

A root that is deployed to an account tells of it what holds for all that is in it: its Block Public Access, its trails.
That counts in other roots for what is certainly in the same account. Where one of the two accounts is not known, it
does not count, but what fails without it is open.
"""

from __future__ import annotations

from s3lint.graph.account_fact import AccountFact
from s3lint.graph.graph import Graph
from s3lint.values import Evidence, Fact, Reason, Resource, Truth, no, unknown, yes

_HINT = "set the account-id of both roots in the configuration ([[account]] with paths)"


def stated_elsewhere(graph: Graph, what: str, resource: Resource) -> Fact:
    """Whether other roots state something about the account, and the region, that a resource is in."""
    found = no()
    for fact in graph.context.elsewhere:
        if fact.what == what:
            found = found | counts(graph, fact, resource)
    return found


def counts(graph: Graph, fact: AccountFact, resource: Resource, truth: Truth = Truth.YES) -> Fact:
    """Whether a fact of another root holds where a resource is."""
    name = f"{fact.address} of {fact.root}"
    said = (Evidence(fact.span, f"{name} says so for the whole account"),)
    holds = Fact(fact.truth, said) & Fact(truth, said)
    if holds.is_unknown:
        why = Reason("elsewhere", name, "depends on values that are unknown", fact.span)
        holds = unknown(why, span=fact.span)
    return holds & _is_here(graph, fact, resource, name)


def _is_here(graph: Graph, fact: AccountFact, resource: Resource, name: str) -> Fact:
    """Whether a fact is about the account and region of a resource."""
    account = graph.places.account(resource).text
    known = account is not None and fact.account is not None
    here = yes() if known and account == fact.account else no() if known and not fact.organization else None
    if here is None:
        text = "may be for this account as well" if fact.organization else "may be for this account"
        here = unknown(Reason("elsewhere", name, text, fact.span, _HINT), span=fact.span)
    if fact.everywhere or here.is_no:
        return here
    region = graph.places.region(resource).text
    if region is None or fact.region is None:
        return here & unknown(Reason("elsewhere", name, "may be for this region", fact.span, _HINT), span=fact.span)
    return here if region == fact.region else no()
