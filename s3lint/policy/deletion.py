"""Who can delete objects along with their versions, so that versioning protects nothing from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from s3lint.policy.answers import search
from s3lint.policy.document import Document, Statement, Variant
from s3lint.policy.glob import NO, YES, common
from s3lint.policy.requesters import Requester, names
from s3lint.policy.rights import Rights
from s3lint.policy.search import Search
from s3lint.policy.subject import Subject
from s3lint.policy.targets import Layer, covers_action, object_keys
from s3lint.policy.worlds import everyone, surroundings

_OBJECT, _VERSION = "s3:DeleteObject", "s3:DeleteObjectVersion"

Pair = tuple[Statement, Statement]
"""A statement that allows the one, and one that allows the other: the same where one allows both."""


def deleted_for_good(document: Document, subject: Subject) -> list[Pair]:
    """The statements of a bucket policy by which somebody can delete objects and their versions, for certain."""

    def of(variant: Variant) -> list[Pair]:
        if not _candidates(variant.statements, subject.arn):
            return []
        layers = (Layer(variant.statements, subject.arn),)
        return list(_pairs(layers, everyone(variant.statements, subject.owner), subject.owner))

    return _in_all(of(variant) for variant in document.variants)


def deleted_by_holder(rights: Rights, arn: str) -> list[Pair]:
    """The statements of identity policies by which their holder can do so with a bucket of its account."""

    def of(variant: Variant, limits: Variant | None) -> list[Pair]:
        if not _candidates(variant.statements, arn):
            return []
        layers = tuple(Layer(v.statements, arn) for v in (variant, limits) if v is not None)
        return list(_pairs(layers, rights.requesters(), rights.owner))

    bounds: tuple[Variant | None, ...] = rights.boundary.variants if rights.boundary else (None,)
    return _in_all(of(variant, limits) for variant, limits in product(rights.document.variants, bounds))


def _in_all(answers: Iterable[list[Pair]]) -> list[Pair]:
    """The pairs that there are whichever of the possible documents it is."""
    first, *others = answers
    known = [{(one.span, two.span) for one, two in found} for found in others]
    return [(one, two) for one, two in first if all((one.span, two.span) in found for found in known)]


def _candidates(statements: Sequence[Statement], arn: str) -> list[Pair]:
    """Pairs that may do it, those of one statement first; two statements only where neither can do it alone."""
    rows = [[s for s in statements if s.is_allow and _may_allow(s, action, arn)] for action in (_OBJECT, _VERSION)]
    both = [s for s in rows[0] if s in rows[1]]
    return [*((s, s) for s in both), *((a, b) for a, b in product(*rows) if a not in both and b not in both)]


def _may_allow(statement: Statement, action: str, arn: str) -> bool:
    if not statement.certain or covers_action(statement, action) != YES:
        return False
    return statement.not_resource or any(common(t.text, f"{arn}/*") is not None for t in statement.resources)


def _pairs(layers: tuple[Layer, ...], requesters: list[Requester], owner: str) -> Iterator[Pair]:
    used = [s for layer in layers for s in layer.statements]
    keys = object_keys(layers, {})
    for pair in _candidates(layers[0].statements, layers[0].arn):
        who = [r for r in requesters if NO not in (names(pair[0], r), names(pair[1], r))]
        if any(_can(pair, layers, requester, key, owner, used) for requester in who for key in keys):
            yield pair


def _can(
    pair: Pair, layers: tuple[Layer, ...], requester: Requester, key: str, owner: str, used: list[Statement]
) -> bool:
    """Whether one requester can do both to one object; what is delegated to access points, their policies decide."""
    worlds = [w for w in surroundings([requester], used, owner) if w.through is None]
    limits = [id(s) for layer in layers[1:] for s in layer.statements]
    for statement, action in zip(pair, (_OBJECT, _VERSION), strict=True):
        asked = Search(
            layers,
            frozenset({action}),
            only=frozenset({id(statement), *limits}),
            kinds=("object",),
            named_keys=(key,),
        )
        if not search(lambda asked=asked: asked, lambda: worlds).fact.is_yes:  # type: ignore[misc]
            return False
    return True
