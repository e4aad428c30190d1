"""Identity policies over S3: how far they reach, managed policies of AWS, and templates of SAM."""

from __future__ import annotations

from dataclasses import dataclass

from s3lint.policy import actions
from s3lint.policy.conditions import operator
from s3lint.policy.document import Condition, Document, Statement, Variant
from s3lint.policy.glob import MAYBE, NO, YES, like
from s3lint.policy.named import grants
from s3lint.policy.placeholders import FRESH_KEY, has_hole, is_any_text, plain, shown, stranger
from s3lint.policy.tables import table
from s3lint.policy.targets import covers_action, covers_resource
from s3lint.source import Span
from s3lint.values import Evidence, Fact, Truth, no, unknown

# conditions that hold a grant on all buckets within one account or organization, or to certain buckets
_BOUNDS = frozenset({"aws:resourceaccount", "s3:resourceaccount", "aws:resourceorgid", "aws:resourceorgpaths"})
_TAGS = ("aws:resourcetag/", "s3:buckettag/", "s3:existingobjecttag/", "s3:accesspointtag/")
_ANY_BUCKET = f"arn:aws:s3:::{stranger('bucket9')}"  # one that nobody who wrote the policy knows of


@dataclass(frozen=True, slots=True)
class Reach:
    """What one statement gives on every bucket."""

    statement: Statement
    certain: int  # MAYBE or YES
    actions: frozenset[str]

    @property
    def span(self) -> Span | None:
        """Where it says so."""
        return self.statement.place("Resource", "NotResource", "Action", "NotAction")


def on_every_bucket(document: Document) -> tuple[Reach, ...]:
    """Allow statements whose Resource is every bucket, or the objects of every bucket, without a bound on whose."""
    found = []
    for variant in document.variants:
        denied, perhaps = _denied(variant)
        for statement in variant.statements:
            match = min(max(_every(statement)), YES if statement.certain else MAYBE)
            if statement.is_allow and match != NO and not is_bounded(statement):
                sure = grants(statement) - denied - perhaps if match == YES else frozenset()
                if sure:
                    found.append(Reach(statement, YES, sure))
                maybe = _possible(statement) - denied
                if maybe - sure:
                    found.append(Reach(statement, MAYBE, maybe))
    return tuple(found)


def _every(statement: Statement) -> tuple[int, int]:
    """Whether a statement covers a bucket that it cannot know of, and its objects."""
    patterns = tuple(t.text if is_any_text(t.text) else plain(t.text) for t in statement.resources)
    objects = f"{_ANY_BUCKET}/{FRESH_KEY}"
    return covers_resource(statement, patterns, _ANY_BUCKET), covers_resource(statement, patterns, objects)


def _denied(variant: Variant) -> tuple[frozenset[str], frozenset[str]]:
    """The actions that are denied on a bucket that the policy does not name: for certain, and perhaps."""
    certain, perhaps = frozenset[str](), frozenset[str]()
    for statement in variant.statements:
        match = min(_every(statement))
        if statement.is_allow or match == NO or any(not _bounds(c, negated=True) for c in statement.conditions):
            continue
        sure = grants(statement) if match == YES and statement.certain else frozenset[str]()
        certain |= sure
        perhaps |= _possible(statement) - sure
    return certain, perhaps


def _possible(statement: Statement) -> frozenset[str]:
    return frozenset(action for action in actions.known() if covers_action(statement, action) != NO)


def is_bounded(statement: Statement) -> bool:
    """Whether a condition ties it to the buckets of an account, an organization, or with a tag."""
    return any(_bounds(condition) for condition in statement.conditions)


def _bounds(condition: Condition, *, negated: bool = False) -> bool:
    """Whether a condition holds for certain buckets only, or (negated) for all others."""
    how, key = operator(condition.operator), condition.key.lower()
    if how is None or how.negated is not negated or how.test not in ("string", "ignorecase", "like"):
        return False
    if any(not value.text.strip("*") for value in condition.values):
        return False
    # every bucket has an account, but not every bucket has the tag
    return key in _BOUNDS or (key.startswith(_TAGS) and (negated or not how.if_exists))


def s3_wildcard(document: Document) -> Fact:
    """Whether the policy grants all of S3, or everything on objects, on every bucket."""
    return _ask(document, lambda reach: _is_wide(reach.statement, reach.actions))


def permissions_management(document: Document) -> Fact:
    """Whether its holder may change policies, ACLs, Block Public Access or ownership of every bucket."""
    managing = actions.names("permissions") | actions.names("account_permissions")
    return _ask(document, lambda reach: bool(reach.actions & managing))


def _is_wide(statement: Statement, granted: frozenset[str]) -> bool:
    if statement.not_action:
        return bool(granted & {"s3:GetObject", "s3:PutObject", "s3:DeleteObject"})
    wide = ("*", "s3:*", "s3:*object*", "s3:*object")
    objects = {"s3:GetObject", "s3:PutObject", "s3:DeleteObject"}
    return objects <= granted or (bool(objects & granted) and any(t.text.lower() in wide for t in statement.actions))


def _ask(document: Document, matters: object) -> Fact:
    assert callable(matters)
    rows = [reach for reach in on_every_bucket(document) if matters(reach)]
    opened = tuple(dict.fromkeys(r for v in document.variants for r in v.open))
    sure = [r for r in rows if r.certain == YES and _in_every_variant(r, document)]
    if sure:
        return Fact(Truth.YES, tuple(Evidence(r.span, f"{r.statement.name} allows {_covered(r)}") for r in sure))
    if rows or opened:
        reasons = dict.fromkeys(reason for r in rows for reason in r.statement.all_reasons())
        span = rows[0].span if rows else document.span
        return unknown(*reasons, *opened, span=span)
    return no(document.span)


def _in_every_variant(reach: Reach, document: Document) -> bool:
    """Whether the statement is there whatever the open conditions are."""
    spans = [[s.span for s in variant.statements] for variant in document.variants]
    return all(reach.statement.span in found for found in spans) or len(document.variants) == 1


def _covered(reach: Reach) -> str:
    names = ", ".join(shown(t.text) for t in reach.statement.actions)
    where = ", ".join(shown(t.text) for t in reach.statement.resources)
    negated = "all actions except " if reach.statement.not_action else ""
    return f"{negated}{names} on {'all resources except ' if reach.statement.not_resource else ''}{where}"


def grants_s3(document: Document) -> Fact:
    """Whether the policy allows anything on S3 at all."""
    maybe = []
    for variant in document.variants:
        for statement in variant.statements:
            if not statement.is_allow or not _on_s3(statement):
                continue
            if statement.certain and grants(statement):
                return Fact(Truth.YES, (Evidence(statement.place("Action", "NotAction"), f"{statement.name}"),))
            if _possible(statement):
                maybe.append(statement)
    reasons = [r for s in maybe for r in s.all_reasons()] + [r for v in document.variants for r in v.open]
    place = maybe[0].place("Action", "NotAction") if maybe else document.span
    return unknown(*dict.fromkeys(reasons), span=place) if reasons else no(document.span)


def _on_s3(statement: Statement) -> bool:
    if statement.not_resource:
        return True
    texts = [term.text for term in statement.resources]
    return any(t.startswith(("arn:aws:s3:", "*")) or has_hole(t) or like(t, _ANY_BUCKET) != NO for t in texts)


def managed_policy(arn: str) -> str | None:
    """What a managed policy of AWS grants on every bucket: full, manage, write, read; None where nothing is known."""
    name = arn.rsplit("/", 1)[-1] if ":aws:policy/" in arn else arn
    found = table("managed_policies")["policies"].get(name)
    return str(found) if found else None
