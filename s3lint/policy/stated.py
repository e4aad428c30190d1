"""What one statement says, as facts: an element that is not known leaves the answer open.

A no has no evidence: it is for whoever asked all statements to say where none does.
"""

from __future__ import annotations

from collections.abc import Iterable

from s3lint.policy.document import Principal, Statement, Term
from s3lint.policy.glob import MAYBE, NO, YES, meets
from s3lint.policy.placeholders import has_open_hole, is_any_text
from s3lint.policy.targets import covers_action
from s3lint.source import Span
from s3lint.values import Fact, Reason, no, unknown, yes


def is_there(statement: Statement) -> Fact:
    """Whether a policy certainly has the statement, with this effect."""
    return yes(statement.span) if statement.certain else unknown(*statement.reasons, span=statement.span)


def covers(statement: Statement, action: str) -> Fact:
    """Whether its Action or NotAction covers an action of S3."""
    return graded(covers_action(statement, action), statement, statement.actions, "Action", "NotAction")


def lists_action(statement: Statement, *patterns: str) -> Fact:
    """Whether one of its actions is written like this."""
    return graded(_listed(statement.actions, patterns), statement, statement.actions, "Action", "NotAction")


def lists_resource(statement: Statement, *patterns: str) -> Fact:
    """Whether one of its resources is written like this."""
    return graded(_listed(statement.resources, patterns), statement, statement.resources, "Resource", "NotResource")


def reaches_some(statement: Statement, texts: str) -> Fact:
    """Whether it has a Resource that covers some of the texts of a pattern."""
    match = max((meets(term.text, texts) for term in statement.resources), default=NO)
    return graded(match, statement, statement.resources, "Resource", "NotResource")


def is_for_everyone(statement: Statement) -> Fact:
    """Whether its Principal is `*`, or its NotPrincipal leaves out some alone."""
    match = max(map(_is_everyone, statement.principals or ()), default=NO)
    match = YES - match if statement.not_principal else match
    return graded(match, statement, (p.term for p in statement.principals or ()), "Principal", "NotPrincipal")


def names_someone(statement: Statement) -> Fact:
    """Whether it is known for somebody that it is about them; statements of identity policies are about the holder."""
    principals = statement.principals
    is_open = principals and all(has_open_hole(f"{p.kind}{p.term.text}") for p in principals)
    terms = (principal.term for principal in principals or ())
    return graded(MAYBE if is_open else YES, statement, terms, "Principal", "NotPrincipal")


def is_unconditional(statement: Statement) -> Fact:
    """Whether nothing else must hold for it to count."""
    if not statement.conditions:
        return yes(statement.span)
    opened = [condition for condition in statement.conditions if not condition.certain]
    if len(opened) < len(statement.conditions):
        return no()
    return unknown(*dict.fromkeys(r for c in opened for r in c.reasons), span=opened[0].span)


def graded(match: int, statement: Statement, terms: Iterable[Term], *elements: str) -> Fact:
    """A match as a fact at one of the elements, with what is not known of their terms."""
    place: Span | None = statement.place(*elements)
    if match != MAYBE:
        return yes(place) if match == YES else no()
    reasons = dict.fromkeys(reason for term in terms for reason in term.reasons)
    text = "may or may not match the request"
    return unknown(*(reasons or (Reason("policy", statement.name, text, place),)), span=place)


def _listed(terms: tuple[Term, ...], patterns: tuple[str, ...]) -> int:
    if any(term.text.lower() in patterns for term in terms):
        return YES
    return MAYBE if any(is_any_text(term.text) for term in terms) else NO


def _is_everyone(principal: Principal) -> int:
    if principal.is_everyone:
        return YES
    return MAYBE if is_any_text(principal.term.text) or has_open_hole(principal.kind) else NO
