"""Whether S3 itself calls a policy public (access-control-block-public-access, «The meaning of public»).

An Allow is public unless it is limited to fixed values; a Deny that leaves no outsider makes it non-public.
"""

from __future__ import annotations

from s3lint.policy import actions
from s3lint.policy.answers import Answer, any_of, by_identity, each_variant, search
from s3lint.policy.document import Document, Statement, Variant
from s3lint.policy.glob import MAYBE, NO, YES
from s3lint.policy.limits import is_fixed_principal, loose_evidence, pinned
from s3lint.policy.placeholders import has_hole
from s3lint.policy.search import Search
from s3lint.policy.subject import Subject
from s3lint.policy.targets import Layer
from s3lint.policy.worlds import outsiders
from s3lint.values import Evidence, Fact, Truth, no


def is_public(document: Document, subject: Subject) -> Answer:
    """Whether the bucket policy is public by S3's definition."""
    return each_variant(document, lambda variant: _variant(variant, subject, Layer(variant.statements, subject.arn)))


def is_access_point_public(document: Document, subject: Subject, arn: str, origin: str = "Internet") -> Answer:
    """Whether an access point's policy is public; with VPC as its network origin it never is."""
    if origin == "VPC":
        return Answer(no())
    return each_variant(
        document, lambda variant: _variant(variant, subject, Layer(variant.statements, arn, "/object/"), point=True)
    )


def _variant(variant: Variant, subject: Subject, layer: Layer, *, point: bool = False) -> Answer:
    question = ("public", layer.arn, subject.owner, point)
    found: Answer | None = variant.found.get(question)
    if found is None:
        found = any_of([_statement(s, variant, subject, layer, point) for s in variant.statements if s.is_allow])
        variant.found[question] = found
    return found


def _statement(statement: Statement, variant: Variant, subject: Subject, layer: Layer, point: bool) -> Answer:
    held = pinned(statement, point=point)
    if held == YES:
        return Answer(no())
    open_for_all = Fact(Truth.YES, _unlimited(statement, point))
    if _names_unknown_action(statement) or _is_federated(statement):  # of which no search finds a request
        certain = held == NO and statement.certain
        return Answer(open_for_all if certain else _undecided(statement))
    found = search(
        lambda: Search((layer,), only=frozenset({id(statement)})),
        lambda: outsiders(variant.statements, subject.owner, unsigned=not point, formal=True),
    )
    if found.fact.is_yes and held == MAYBE:
        return Answer(_undecided(statement), found.request)
    if found.fact.is_yes:
        return Answer(open_for_all, found.request)
    return found


def is_loose(document: Document) -> Answer:
    """Whether an Allow is not limited to fixed values, whatever it allows (policies beyond S3's own actions)."""
    return each_variant(document, lambda v: any_of([_loose(s) for s in v.statements if s.is_allow]))


def _loose(statement: Statement) -> Answer:
    held = min(pinned(statement), YES) if statement.certain else max(pinned(statement), MAYBE)
    if held == NO:
        return Answer(Fact(Truth.YES, _unlimited(statement)))
    return Answer(no()) if held == YES else Answer(_undecided(statement))


def _unlimited(statement: Statement, point: bool = False) -> tuple[Evidence, ...]:
    """Where a statement lets everybody in, and why none of its conditions counts."""
    place = statement.place("Principal", "NotPrincipal")
    says = f"{statement.name} is not limited to fixed values"
    return Evidence(place, says), *loose_evidence(statement, point=point)


def _undecided(statement: Statement) -> Fact:
    places = statement.unknown_places() or (statement.place("Principal"),)
    evidence = tuple(Evidence(place, f"{statement.name} has an unknown value") for place in places)
    return Fact(Truth.UNKNOWN, evidence, statement.all_reasons() or tuple(by_identity(statement)))


def _names_unknown_action(statement: Statement) -> bool:
    """Whether it names an action of S3 that does not exist: it may one day."""
    return not statement.not_action and any(
        t.text.lower().startswith("s3:") and not has_hole(t.text) and actions.exists(t.text) == NO
        for t in statement.actions
    )


def _is_federated(statement: Statement) -> bool:
    loose = [p for p in statement.principals or () if is_fixed_principal(p) == NO]
    return not statement.not_principal and bool(loose) and all(p.kind == "Federated" for p in loose)
