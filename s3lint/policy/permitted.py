"""Whether somebody can make certain requests of a bucket, with everything that decides about it taken together.

What a question leaves open (keys of objects, values of condition keys) may be anything that such a requester can have:
yes means that some request gets through. Principals of the bucket's own account get in by the bucket policy or by
their identity policies; of others it is assumed that their own account allows what they do
(IAM reference_policies_evaluation-logic).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property

from s3lint.policy import acl
from s3lint.policy.answers import ACCOUNT_UNKNOWN, Answer, any_of, each_variant, restricted, search
from s3lint.policy.asking import Question, Who, worlds_of
from s3lint.policy.document import Document, Statement, Variant
from s3lint.policy.exposure import blocked, decided, point_blocked
from s3lint.policy.glob import NO, YES, same
from s3lint.policy.requesters import Through, World, kind_of
from s3lint.policy.rights import Holdings
from s3lint.policy.subject import AccessPointPolicy, Subject
from s3lint.policy.targets import Layer
from s3lint.record import Struct, replace
from s3lint.values import Fact, Reason, no, unknown

_UNBLOCKED = ("service",)
_STRANGERS = ("anyone", "anonymous")


class Asked(Struct, frozen=True, dict=True):
    """One question about one bucket. Without `denies` or unmasked it tells what a Deny or Block Public Access does."""

    document: Document
    subject: Subject
    who: Who
    question: Question
    denies: bool = True
    masked: bool = True
    besides: tuple[Statement, ...] = ()  # what allows it though somebody else is told of that

    @cached_property
    def answer(self) -> Answer:
        """Whether a request of theirs gets through, and which."""
        own = self.who.is_of(self.subject.owner)
        if own == NO:
            return self._as_other()
        if own == YES:
            return self._as_own()
        apart = [self._as_other(), self._as_own()]
        if apart[0].fact.truth is apart[1].fact.truth:
            return apart[0]
        found = any_of(apart)
        return Answer(unknown(ACCOUNT_UNKNOWN), found.request)

    def without_denies(self) -> Asked:
        """The same question as if no statement denied anything."""
        return replace(self, denies=False)

    def unmasked(self) -> Asked:
        """The same question as if Block Public Access were off."""
        return replace(self, masked=False)

    # requesters of other accounts, anonymous ones, services

    def _as_other(self) -> Answer:
        direct = each_variant(self.document, lambda v: restricted(self._direct(v), self._blocked(v)))
        points = (self._through(point) for point in self.subject.access_points if self._may_use(point))
        found = any_of([direct, *points])
        if self.masked and self.who.kind in _STRANGERS:
            found = decided(found, self.subject.restrict_public_buckets)
        return found

    def _blocked(self, variant: Variant) -> Fact:
        return no() if self.who.kind in _UNBLOCKED or not self.masked else blocked(variant, self.subject)

    def _direct(self, variant: Variant) -> Answer:
        found = self._search([self._bucket(variant)])
        pays = self.subject.requester_pays
        if pays.is_no or self.who.kind not in _STRANGERS:
            return found
        signed = self._search([self._bucket(variant)], lambda world: world.requester.kind != "anonymous")
        return signed if pays.is_yes or signed.fact.is_yes else any_of([signed, restricted(found, pays)])

    def _may_use(self, point: AccessPointPolicy) -> bool:
        return self.who.kind != "anonymous" and not (point.origin == "VPC" and self.who.kind in _STRANGERS)

    def _through(self, point: AccessPointPolicy) -> Answer:
        found = self._by_point(point)
        if not self.masked or self.who.kind in _UNBLOCKED:
            return found
        return restricted(found, point_blocked(self.document, self.subject, point))

    def _by_point(self, point: AccessPointPolicy, held: Holdings | None = None) -> Answer:
        """By an access point: its policy and the bucket's must both allow, and no identity policy deny."""
        used = () if held is None else (held.statements, held.limits or ())
        refusing = [self._layer(denials_of(s), point.arn, "/object/", needs_allow=False) for s in used]

        def ask(bucket: Variant, own: Variant) -> Answer:
            layers = [self._bucket(bucket), self._layer(own.statements, point.arn, "/object/"), *refusing]
            return self._search(layers, lambda w: w.requester.kind != "anonymous", point)

        return each_variant(self.document, lambda v: each_variant(point.document, lambda own: ask(v, own)))

    # principals of the bucket's own account

    def _as_own(self) -> Answer:
        rights = self.who.rights
        if rights is None:
            return self._with_unknown_rights()

        def ask(held: Holdings) -> Answer:
            points = (self._by_point(point, held) for point in self.subject.access_points)
            return any_of([each_variant(self.document, lambda v: self._by_either(v, held)), *points])

        return rights.each(ask)

    def _by_either(self, variant: Variant, held: Holdings) -> Answer:
        """By what the bucket policy allows this principal, or by its identity policies; what denies it always counts.

        A boundary limits what a bucket policy grants to a role, not what it grants to a user
        (IAM access_policies_boundaries).
        """
        arn = self.subject.arn
        refusing = self._layer(denials_of(held.statements), arn, needs_allow=False)
        limits = [] if held.limits is None else [self._layer(held.limits, arn)]
        kept = limits
        if held.limits is not None and kind_of(held.arn) != "AssumedRole":
            kept = [self._layer(denials_of(held.limits), arn, needs_allow=False)]
        by_bucket = self._search([self._bucket(variant, own=True), refusing, *kept])
        denied = self._layer(denials_of(variant.statements), arn, needs_allow=False)
        return any_of([self._search([denied, self._layer(held.statements, arn), *limits]), by_bucket])

    def _with_unknown_rights(self) -> Answer:
        """Of a principal whose identity policies are not in the code: the bucket policy alone may allow, and denies."""

        def ask(variant: Variant) -> Answer:
            by_bucket = self._search([self._bucket(variant, own=True)])
            if by_bucket.fact.is_yes:
                return by_bucket
            denied = self._layer(denials_of(variant.statements), self.subject.arn, needs_allow=False)
            passing = self._search([denied])
            if passing.fact.is_no:
                return passing
            return Answer(unknown(Reason("elsewhere", self.who.label, _ELSEWHERE)), passing.request)

        return each_variant(self.document, ask)

    # layers and the search

    def _bucket(self, variant: Variant, *, own: bool = False) -> Layer:
        """The bucket's policy with its ACL. Naming the own account there leaves it to identity policies."""
        stated = (*variant.statements, *acl.statements_of(self.subject))
        if own:
            stated = tuple(kept for s in stated if (kept := beyond_delegation(s, self.subject.owner)) is not None)
        return self._layer(stated, self.subject.arn)

    def _layer(
        self, statements: tuple[Statement, ...], arn: str, separator: str = "/", *, needs_allow: bool = True
    ) -> Layer:
        told = set(map(place_of, self.besides))
        counting = (s for s in statements if (self.denies or s.is_allow) and not (s.is_allow and place_of(s) in told))
        kept = tuple(counting) if told or not self.denies else statements
        return Layer((*kept, *self.question.spoken_of(kept, arn, separator)), arn, separator, needs_allow)

    def _search(
        self, layers: list[Layer], fits: Callable[[World], bool] | None = None, point: AccessPointPolicy | None = None
    ) -> Answer:
        statements = tuple(s for layer in layers for s in layer.statements)

        def worlds() -> Iterator[World]:
            for world in worlds_of(self.who, self.question, statements, self.subject.owner):
                if fits is None or fits(world):
                    yield from [world] if point is None else _by(point, world)

        return search(lambda: self.question.search(tuple(layers)), worlds)

    def classes(self) -> list[tuple[str, tuple[str, ...]]]:
        """The actions of the question that have one answer each, with their kind of resource."""
        layers = [self._bucket(variant) for variant in self.document.variants]
        for point in self.subject.access_points:
            layers += [self._layer(v.statements, point.arn, "/object/") for v in point.document.variants]
        if self.who.rights is not None:
            rights = self.who.rights
            held = [v for d in (rights.document, rights.boundary) if d for v in d.variants]
            layers += [self._layer(v.statements, self.subject.arn) for v in held]
        return self.question.search(tuple(layers)).classes


def place_of(statement: Statement) -> tuple[object, ...]:
    """What tells a statement from others, though they say the same."""
    return statement.span, statement.index, statement.effect, statement.sid


_ELSEWHERE = "may have identity policies that are not in this code and allow it"


def _by(point: AccessPointPolicy, world: World) -> Iterator[World]:
    """A request that stands where the access point takes it."""
    if world.through is None and (point.origin == "Internet" or world.network == "endpoint") and world.secure:
        yield replace(world, through=Through(point.account, point.arn, point.origin))


def denials_of(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """The Deny statements among others."""
    return tuple(s for s in statements if not s.is_allow)


def beyond_delegation(statement: Statement, owner: str) -> Statement | None:
    """A statement without the own account among those that it allows; None where nobody else is left."""
    if not statement.is_allow or statement.not_principal or statement.principals is None:
        return statement
    root = f"arn:aws:iam::{owner}:root"
    left = tuple(p for p in statement.principals if not (p.kind == "AWS" and same(p.term.text, root) == YES))
    if len(left) == len(statement.principals):
        return statement
    return replace(statement, principals=left) if left else None
