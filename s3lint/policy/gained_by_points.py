"""What a change newly allows through access points: their policy and the bucket's let a request pass, and did not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from s3lint.policy.answers import Answer, any_of, each_variant, restricted, search
from s3lint.policy.document import NO_POLICY, Document, Statement, Variant
from s3lint.policy.exposure import point_blocked
from s3lint.policy.gained import Gain, Side, State, alike, each_pair, or_freed
from s3lint.policy.requester_classes import Worlds, classes
from s3lint.policy.requesters import Through, World
from s3lint.policy.search import Search
from s3lint.policy.subject import AccessPointPolicy
from s3lint.policy.targets import Layer
from s3lint.record import replace
from s3lint.values import no


def gained_by_points(new: State, old: State) -> Iterator[Gain]:
    """Who can do something through an access point that nobody of its class could do, through it or directly."""
    former = {point.arn: point for point in old.subject.access_points}
    for point in new.subject.access_points:
        before = former.get(point.arn)
        states = _with(new, point), _with(old, before)
        stated = [s for state in states for v in state.document.variants for s in v.statements]
        for one in classes(stated, new.subject):
            answer = _answer((new, point), (old, before), one.worlds, blockable=one.blockable)
            if not answer.fact.is_no and not _could_directly(old, answer, one.worlds):
                yield Gain(one.who, one.name, answer)


def _with(state: State, point: AccessPointPolicy | None) -> State:
    """A state whose document has the statements of an access point, too: they name requesters."""
    if point is None:
        return state
    added = tuple(s for variant in point.document.variants for s in variant.statements)
    variants = tuple(replace(v, statements=(*v.statements, *added)) for v in state.document.variants)
    return replace(state, document=replace(state.document, variants=variants))


def _answer(
    now: tuple[State, AccessPointPolicy],
    then: tuple[State, AccessPointPolicy | None],
    worlds: Worlds,
    *,
    blockable: bool,
) -> Answer:
    (new, point), (old, before) = now, then
    blocked = point_blocked(new.document, new.subject, point) if blockable else no()
    blocked_before = point_blocked(old.document, old.subject, before) if before is not None and blockable else no()

    def compared(former: Document | None) -> Answer:
        """Compared with a policy; with None nothing passed before."""

        def ask(side: Side, old_side: Side, own: Variant, had: Variant) -> Answer:
            layers = [Layer(side.statements, side.arn), _layer(own, point.arn)]
            if former is None:
                return _search(tuple(layers), point, worlds)
            own_had = _layer(had, point.arn, refuses=True)
            refusals = [Layer(old_side.statements, old_side.arn, refuses=True), own_had]
            found = [_search((*layers, refusal), point, worlds) for refusal in refusals]
            if before is not None and before.origin != point.origin:  # from elsewhere nothing passed
                found.append(_search(tuple(layers), point, worlds, barred=before))
            return any_of(found)

        def each(own: Variant) -> Answer:
            return each_variant(
                former or NO_POLICY,
                lambda had: each_pair(new, old, lambda a, b: ask(a, b, own, had), compares=False),
            )

        return each_variant(point.document, each)

    if before is None or blocked_before.is_yes:
        return restricted(compared(None), blocked)
    return restricted(or_freed(compared(before.document), blocked_before, blocked, lambda: compared(None)), blocked)


def _layer(variant: Variant, arn: str, *, refuses: bool = False) -> Layer:
    return Layer(variant.statements, arn, "/object/", refuses=refuses)


def _search(
    layers: tuple[Layer, ...], point: AccessPointPolicy, worlds: Worlds, barred: AccessPointPolicy | None = None
) -> Answer:
    statements = tuple(s for layer in layers for s in layer.statements)
    return search(
        lambda: Search(layers, alike=alike(statements)),
        lambda: _through(point, worlds(statements), barred),
    )


def _through(point: AccessPointPolicy, worlds: Iterable[World], barred: AccessPointPolicy | None) -> Iterator[World]:
    """The worlds from which requests come through an access point, and could not through `barred`."""
    for world in worlds:
        if _takes(point, world) and not (barred is not None and _takes(barred, world)):
            yield replace(world, through=Through(point.account, point.arn, point.origin))


def _takes(point: AccessPointPolicy, world: World) -> bool:
    """Whether an access point takes requests from there: signed, over HTTPS, and from within its VPC."""
    strange = point.origin == "VPC" and world.places == "own"
    fits = world.through is None and world.secure and world.requester.kind != "anonymous" and not strange
    return fits and (point.origin == "Internet" or world.network == "endpoint")


def _could_directly(old: State, found: Answer, worlds: Worlds) -> bool:
    """Whether some of the class could call the same action without an access point."""
    if found.request is None:
        return False
    wanted = frozenset({found.request.action})

    def ask(variant: Variant) -> Answer:
        statements: tuple[Statement, ...] = variant.statements
        layer = Layer(statements, old.subject.arn)
        return search(lambda: Search((layer,), wanted), lambda: (w for w in worlds(statements) if w.through is None))

    return each_variant(old.document, ask).fact.is_yes
