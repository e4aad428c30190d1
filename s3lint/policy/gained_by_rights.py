"""What a change newly allows a principal of the bucket's account: by the bucket policy or by its identity policies."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from s3lint.policy.answers import Answer, any_of, search
from s3lint.policy.document import NO_POLICY, Statement
from s3lint.policy.gained import Side, State, alike, content, each_pair
from s3lint.policy.permitted import beyond_delegation, denials_of
from s3lint.policy.rights import Holdings, Rights
from s3lint.policy.search import Search
from s3lint.policy.targets import Layer
from s3lint.policy.worlds import surroundings
from s3lint.values import no

NOTHING = Rights(NO_POLICY)


def gained_by_rights(new: State, old: State, now: Rights, before: Rights) -> Answer:
    """Whether a principal can do something with a bucket that it could not before."""
    if _says(new, now) == _says(old, before):
        return Answer(no())
    return now.each(
        lambda held: before.each(
            lambda had: each_pair(new, old, lambda side, former: _gained((side, held), (former, had)), compares=False)
        )
    )


def _says(state: State, rights: Rights) -> tuple[object, ...]:
    """All that decides, as far as the statements tell: where it is the same, nothing is gained."""
    documents = (state.document, rights.document, *((rights.boundary,) if rights.boundary else ()))
    said = (tuple((frozenset(map(content, v.statements)), v.guard, v.open) for v in d.variants) for d in documents)
    return (*said, rights.boundary is None, state.subject.arn)


def _gained(now: tuple[Side, Holdings], before: tuple[Side, Holdings]) -> Answer:
    """A request that gets through in one of two ways now, and failed both before."""
    held = now[1]
    found: list[Answer] = []
    for way in _ways(*now):
        for refused in product(*(list(_refusals(former)) for former in _ways(*before))):
            found.append(_passes((*way, *refused), held))
            if found[-1].fact.is_yes:
                return found[-1]
    return any_of(found)


def _passes(layers: tuple[Layer, ...], held: Holdings) -> Answer:
    statements = tuple(s for layer in layers for s in layer.statements)
    worlds = list(surroundings(held.requesters, statements, held.owner))
    return search(lambda: Search(layers, alike=alike(statements)), lambda: worlds)


def _ways(side: Side, held: Holdings) -> Iterator[list[Layer]]:
    """The policies that have to let a request pass: identity policies with the bucket's denials, or the reverse."""
    limits = [] if held.limits is None else [Layer(held.limits, side.arn)]
    denied = Layer(denials_of(side.statements), side.arn, needs_allow=False)
    yield [denied, Layer(held.statements, side.arn), *limits]
    allowing: tuple[Statement, ...] = tuple(
        kept for s in side.statements if (kept := beyond_delegation(s, held.owner)) is not None
    )
    yield [Layer(allowing, side.arn), Layer(denials_of(held.statements), side.arn, needs_allow=False), *limits]


def _refusals(way: list[Layer]) -> Iterator[Layer]:
    """The ways to fail: at one of the policies."""
    for layer in way:
        if layer.needs_allow or layer.statements:
            yield Layer(layer.statements, layer.arn, layer.separator, layer.needs_allow, refuses=True)
