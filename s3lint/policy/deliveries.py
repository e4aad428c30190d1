"""Whether a policy lets a service of AWS deliver into the bucket, on behalf of what delivers there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import and_

from s3lint.policy import actions
from s3lint.policy.answers import Answer, each_variant, search
from s3lint.policy.conditions import operator
from s3lint.policy.document import Condition, Document, Statement, Variant
from s3lint.policy.glob import MAYBE, NO, YES, common, example, like, meets, same
from s3lint.policy.people import People
from s3lint.policy.placeholders import arn_parts, has_open_hole, open_holes
from s3lint.policy.requesters import Requester, World, account_of
from s3lint.policy.search import Search
from s3lint.policy.subject import Subject
from s3lint.policy.targets import Layer
from s3lint.policy.worlds import surroundings
from s3lint.record import Struct, replace
from s3lint.values import Fact, yes

_REGION = "eu-west-1"  # where the name of a service has one


class Delivery(Struct, frozen=True):
    """What a service does when it delivers."""

    services: tuple[str, ...]  # its principals, the usual one first; `*` where a Region stands
    accounts: frozenset[str]  # accounts of AWS that it delivers from
    actions: tuple[str, ...]
    objects: str  # a pattern of the ARNs of what it puts
    sources: tuple[str, ...] = ()  # what aws:SourceArn is about: the third part of the ARN; none: it is not looked at
    source: str = ""  # a pattern of its last part
    carries: tuple[tuple[str, str], ...] = ()  # keys that the service sends for what it delivers, with their values


def may_deliver(document: Document, subject: Subject, wanted: Sequence[Delivery]) -> list[Fact]:
    """For each delivery, whether the service can do all of it.

    What a condition on its Region or account says is decided by what the delivery carries alone.
    """
    known: dict[object, Answer] = {}  # most deliveries into one bucket meet the same statements
    found = []
    for delivery in wanted:
        parts = (_may(document, subject, delivery, action, known).fact for action in delivery.actions)
        found.append(reduce(and_, parts, yes()))
    return found


def _may(document: Document, subject: Subject, wanted: Delivery, action: str, known: dict[object, Answer]) -> Answer:
    kind = "object" if action in actions.on("object") else "bucket"
    marks = {id(s): _concerns(s, wanted, kind) for v in document.variants for s in v.statements if s.is_allow}
    way = (action, wanted.services, wanted.carries, tuple(marks.values()))
    if way not in known:
        known[way] = each_variant(document, lambda v: _search(_kept(v, marks), subject, wanted, action, kind))
    return known[way]


def _kept(variant: Variant, marks: dict[int, int]) -> tuple[Statement, ...]:
    """The statements that may be about a delivery; one of which that is not known is in doubt."""
    found = []
    for statement in variant.statements:
        mark = marks.get(id(statement), YES)
        if mark == MAYBE and statement.certain:
            found.append(replace(statement, certain=False, reasons=statement.all_reasons()))
        elif mark != NO:
            found.append(statement)
    return tuple(found)


def _search(statements: tuple[Statement, ...], subject: Subject, wanted: Delivery, action: str, kind: str) -> Answer:
    def worlds() -> Iterator[World]:
        for world in surroundings(list(_requesters(statements, wanted)), statements, subject.owner):
            yield replace(world, carried=(*world.carried, *wanted.carries))

    return search(lambda: Search((Layer(statements, subject.arn),), wanted=frozenset({action}), kinds=(kind,)), worlds)


def _requesters(statements: tuple[Statement, ...], wanted: Delivery) -> Iterator[Requester]:
    """The service under the names by which it may come, and the accounts that it delivers from."""
    yield Requester("service", name=wanted.services[0])
    people = People(statements)
    for principal in dict.fromkeys(p for s in statements for p in s.principals or ()):
        text = principal.term.text
        if principal.kind == "Service":
            for name in wanted.services[1:]:
                if match := like(name, text):
                    yield Requester("service", name=text if match == YES else example(name, _REGION))
        elif principal.kind == "AWS" and (account := one_of(account_of(text), wanted.accounts)):
            yield from people.of(account)


def one_of(account: str, accounts: frozenset[str]) -> str:
    """The account of these that one is, or may be; empty where it is none of them."""
    if account in accounts or not account:
        return account
    return next((other for other in sorted(accounts) if same(account, other) != NO), "")


def _concerns(statement: Statement, wanted: Delivery, kind: str) -> int:
    """Whether an Allow is about this delivery: what it puts, and what it comes from."""
    whole = kind == "bucket" or statement.not_resource
    reach = YES if whole else max((meets(term.text, wanted.objects) for term in statement.resources), default=NO)
    return min([reach, *(YES - _is_elsewhere(condition, wanted) for condition in statement.conditions)])


def _is_elsewhere(condition: Condition, wanted: Delivery) -> int:
    """Whether a condition on aws:SourceArn names other sources alone."""
    how = operator(condition.operator)
    if condition.key.lower() != "aws:sourcearn" or not wanted.sources or not condition.certain or not condition.values:
        return NO
    if how is None or how.negated or how.test not in ("string", "ignorecase", "like", "arn"):
        return NO
    return min(_is_other(value.text, wanted) for value in condition.values)


def _is_other(arn: str, wanted: Delivery) -> int:
    parts = arn_parts(arn)
    if len(parts) != 6:
        return MAYBE if has_open_hole(arn) else NO
    service, last = parts[2], parts[5]
    if not any(common(service, source) is not None for source in wanted.sources):
        return YES
    if wanted.source and common(last, wanted.source) is None:
        return YES
    is_open = wanted.source and open_holes(last) != open_holes(wanted.source)
    return MAYBE if has_open_hole(service) or is_open else NO
