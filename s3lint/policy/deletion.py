"""Who can delete objects along with their versions, so that versioning protects nothing from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import product

from s3lint.policy.answers import Answer, each_variant, search
from s3lint.policy.document import Document, Statement, Variant
from s3lint.policy.glob import NO, YES, common
from s3lint.policy.requesters import Requester, names
from s3lint.policy.rights import Rights
from s3lint.policy.search import Search
from s3lint.policy.subject import Subject
from s3lint.policy.targets import Layer, covers_action, object_keys
from s3lint.policy.worlds import everyone, surroundings
from s3lint.record import Struct
from s3lint.values import Fact, no, yes

_OBJECT, _VERSION = "s3:DeleteObject", "s3:DeleteObjectVersion"

Statements = tuple[Statement, Statement]


class Pair(Struct, frozen=True):
    """A statement that allows the one, and one that allows the other: the same where one allows both."""

    statements: Statements
    fact: Fact  # whether somebody can use both


def deleted_for_good(document: Document, subject: Subject) -> list[Pair]:
    """The statements of a bucket policy by which somebody can delete objects and their versions, or may."""

    def ask(pair: Statements, variant: Variant) -> Answer:
        layers = (Layer(variant.statements, subject.arn),)
        return _can(pair, layers, everyone(variant.statements, subject.owner), subject.owner)

    return _pairs(document, subject.arn, ask)


def deleted_by_holder(rights: Rights, arn: str) -> list[Pair]:
    """The statements of identity policies by which their holder can do so with a bucket of its account, or may."""

    def ask(pair: Statements, variant: Variant, limits: Variant | None = None) -> Answer:
        layers = tuple(Layer(v.statements, arn) for v in (variant, limits) if v is not None)
        return _can(pair, layers, rights.requesters(), rights.owner)

    def bounded(pair: Statements, variant: Variant) -> Answer:
        if rights.boundary is None:
            return ask(pair, variant)
        return each_variant(rights.boundary, lambda limits: ask(pair, variant, limits))

    return _pairs(rights.document, arn, bounded)


def _pairs(document: Document, arn: str, ask: Callable[[Statements, Variant], Answer]) -> list[Pair]:
    """The pairs of all possible documents that are not ruled out in each."""
    rows = [{_places(pair): pair for pair in _candidates(v.statements, arn)} for v in document.variants]
    of = dict(zip(map(id, document.variants), rows, strict=True))
    found = []
    for places, pair in {places: pair for row in reversed(rows) for places, pair in row.items()}.items():

        def answer(variant: Variant, places: object = places) -> Answer:
            its = of[id(variant)].get(places)
            return Answer(no()) if its is None else ask(its, variant)

        fact = each_variant(document, answer).fact
        if not fact.is_no:
            found.append(Pair(pair, fact))
    return found


def _places(pair: Statements) -> object:
    return pair[0].span, pair[1].span


def _candidates(statements: Sequence[Statement], arn: str) -> list[Statements]:
    """Pairs that may do it, those of one statement first; two statements only where neither can do it alone."""
    rows = [[s for s in statements if s.is_allow and _may_allow(s, action, arn)] for action in (_OBJECT, _VERSION)]
    both = [s for s in rows[0] if s in rows[1]]
    return [*((s, s) for s in both), *((a, b) for a, b in product(*rows) if a not in both and b not in both)]


def _may_allow(statement: Statement, action: str, arn: str) -> bool:
    if not statement.certain or covers_action(statement, action) != YES:
        return False
    return statement.not_resource or any(common(t.text, f"{arn}/*") is not None for t in statement.resources)


def _can(pair: Statements, layers: tuple[Layer, ...], requesters: Iterable[Requester], owner: str) -> Answer:
    """Whether one requester can do both to one object."""
    used = [s for layer in layers for s in layer.statements]
    who = [r for r in requesters if NO not in (names(pair[0], r), names(pair[1], r))]
    found = no()
    for requester, key in product(who, object_keys(layers, {})):
        found = found | _does(pair, layers, requester, key, owner, used)
        if found.is_yes:
            break
    return Answer(found)


def _does(
    pair: Statements, layers: tuple[Layer, ...], requester: Requester, key: str, owner: str, used: list[Statement]
) -> Fact:
    """Whether it can do both to this one; what is delegated to access points, their policies decide."""
    worlds = [w for w in surroundings([requester], used, owner) if w.through is None]
    limits = [id(s) for layer in layers[1:] for s in layer.statements]
    found = yes()
    for statement, action in zip(pair, (_OBJECT, _VERSION), strict=True):
        asked = Search(
            layers,
            frozenset({action}),
            only=frozenset({id(statement), *limits}),
            kinds=("object",),
            named_keys=(key,),
        )
        found = found & search(lambda asked=asked: asked, lambda: worlds).fact  # type: ignore[misc]
        if found.is_no:
            break
    return found
