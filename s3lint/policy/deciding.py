"""What decides about a request, in the order in which S3 weighs it: what denies, what blocks, what allows."""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.policy import keys
from s3lint.policy.asking import worlds_of
from s3lint.policy.document import Document, Statement
from s3lint.policy.domains import domain
from s3lint.policy.explanations import why_missed
from s3lint.policy.glob import NO
from s3lint.policy.mentions import mentions_of
from s3lint.policy.permitted import Asked, place_of
from s3lint.policy.request import Request
from s3lint.policy.requesters import names
from s3lint.policy.satisfy import Budget
from s3lint.policy.targets import covers_action, covers_resource
from s3lint.policy.variables import filled
from s3lint.record import Struct
from s3lint.source import Span


class Step(Struct, frozen=True):
    """One statement or setting, and what it does to the request."""

    effect: str  # denies, blocks, passes (it might deny or block, and does not), allows, misses (does not allow), note
    text: str
    span: Span | None = None


_BLOCK = "RestrictPublicBuckets"


def steps(asked: Asked) -> tuple[Step, ...]:
    """The steps that lead to the answer of a question; none for one that is undecided, whose reasons say why."""
    answer = asked.answer
    if answer.fact.is_yes and answer.request is not None:
        return tuple(_allowed(asked, answer.request))
    return tuple(_denied(asked)) if answer.fact.is_no else ()


def _allowed(asked: Asked, request: Request) -> Iterator[Step]:
    for statement in _statements(asked):
        if not statement.is_allow and _is_about(statement, request):
            yield Step("passes", f"{why_missed(statement, request)}", statement.place("Condition", "Principal"))
    yield from _unblocked(asked)
    for statement in request.allowed_by:
        yield Step("allows", f"{statement.name} allows it", statement.place("Principal", "NotPrincipal", "Action"))
    account = asked.who.account
    if account and asked.who.is_of(asked.subject.owner) == NO:
        yield Step("note", "the requester's own account must allow it too")
    if request.world.network == "endpoint":
        yield Step("note", "the policy of the VPC endpoint must allow it too")


def _unblocked(asked: Asked) -> Iterator[Step]:
    """Why Block Public Access lets somebody through whom it might hold back."""
    restricts = asked.subject.restrict_public_buckets
    if asked.who.kind == "service" or asked.who.is_of(asked.subject.owner) != NO:
        return
    span = next((e.span for e in restricts.evidence if e.span), None)
    if restricts.is_no:
        yield Step("passes", f"{_BLOCK} is off", span)
    elif restricts.is_yes:
        yield Step("passes", f"{_BLOCK} is on, and the policy is not public: it limits named accounts only then", span)


def _denied(asked: Asked) -> Iterator[Step]:
    free = asked.without_denies().answer
    if not free.fact.is_no and free.request is not None:
        denying = [s for s in _statements(asked) if not s.is_allow and not why_missed(s, free.request)]
        for statement in denying:
            yield Step("denies", f"{statement.name} denies it", statement.place("Effect", "Principal"))
        if denying:
            return
    open_way = asked.unmasked().answer
    if not open_way.fact.is_no:
        restricts = asked.subject.restrict_public_buckets
        span = next((e.span for e in restricts.evidence if e.span), None)
        yield Step("blocks", f"{_BLOCK} limits a public policy to this account and AWS services", span)
        return
    yield from _missing(asked)


def _missing(asked: Asked) -> Iterator[Step]:
    request = _plain(asked)
    allows = [s for s in _statements(asked) if s.is_allow]
    for statement in allows:
        if why := why_missed(statement, request) if request else "":
            yield Step("misses", why, statement.place("Condition", "Principal", "Action"))
    words = "no statement or ACL grant allows it" if allows else "the bucket has no Allow statement and no ACL grant"
    yield Step("misses", words)


def _is_about(statement: Statement, request: Request) -> bool:
    """Whether a statement names the caller, the action and the resource of a request, conditions apart."""
    patterns = filled(statement, statement.resources, request.context)
    return NO not in (
        names(statement, request.world.requester),
        covers_action(statement, request.action),
        covers_resource(statement, patterns, request.resource),
    )


def _plain(asked: Asked) -> Request | None:
    """A request as the question has it, with ordinary values of all keys that statements speak of."""
    statements = tuple(_statements(asked))
    world = next(iter(worlds_of(asked.who, asked.question, statements, asked.subject.owner)), None)
    if world is None:
        return None
    context = {}
    for key in sorted({c.key.lower() for s in statements for c in s.conditions}):
        values = domain(key, world, mentions_of(key, statements, {}), Budget())
        context[key] = None if None in values and keys.ordinary(key) is None else values[0] if values else None
    kind, (action, *_) = asked.classes()[0]
    key = (asked.question.keys or "key").replace("*", "key")
    place = f"{asked.subject.arn}/{key}" if kind.endswith("object") else asked.subject.arn
    return Request(world, action, place, context, ())


def _statements(asked: Asked) -> Iterator[Statement]:
    """The statements that weigh in, each once: the bucket's, those of its access points, those of the requester."""
    documents = [asked.document, *(point.document for point in asked.subject.access_points)]
    if asked.who.rights is not None:
        documents += [asked.who.rights.document, *filter(None, [asked.who.rights.boundary])]
    found: dict[object, Statement] = {}
    for statement in _of(documents):
        found.setdefault(place_of(statement), statement)
    yield from found.values()


def _of(documents: list[Document]) -> Iterator[Statement]:
    for document in documents:
        for variant in document.variants:
            yield from variant.statements
