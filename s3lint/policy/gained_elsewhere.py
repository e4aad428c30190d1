"""What a change newly allows by the policy of something else than a bucket: a VPC endpoint, the trust of a role."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from s3lint.policy.answers import Answer, any_of
from s3lint.policy.document import Document, Statement, Term
from s3lint.policy.gained import Gain, State, content, gained, newly_allowed
from s3lint.policy.glob import NO, YES, is_wild, like
from s3lint.policy.people import People
from s3lint.policy.placeholders import foreign, has_hole
from s3lint.policy.requester_classes import Worlds, classes
from s3lint.policy.requesters import World
from s3lint.policy.subject import Subject
from s3lint.policy.worlds import surroundings
from s3lint.record import replace

_BUCKETS = "arn:aws:s3:::"
_HERE = f"{_BUCKETS}here"
_UNNAMED = _BUCKETS + foreign("bucket")
_ANY = (Term("*"),)
_READ = (Term("s3:GetObject"),)
_PROVIDERS = "identity providers"
_ASSUME = ("sts:assumerole", "sts:assumerolewithwebidentity", "sts:assumerolewithsaml")


def is_narrower(new: Document, old: Document) -> bool:
    """Whether a policy certainly allows no more than another: each Allow is within one of it, each Deny still there."""
    if len(new.variants) != 1 or len(old.variants) != 1 or new.variants[0].open or old.variants[0].open:
        return False
    now, before = new.variants[0].statements, old.variants[0].statements
    denied, denies = ({content(s) for s in one if not s.is_allow} for one in (before, now))
    allowed = [s for s in before if s.is_allow]
    return denied <= denies and all(any(_is_within(s, other) for other in allowed) for s in now if s.is_allow)


def _is_within(one: Statement, other: Statement) -> bool:
    """Whether an Allow certainly allows nothing that another one does not."""
    if content(one) == content(other):
        return True
    if content(replace(one, principals=(), actions=(), resources=())) != content(
        replace(other, principals=(), actions=(), resources=())
    ):
        return False
    if one.not_principal or one.not_action or one.not_resource or not other.certain:
        return False
    named = {(p.kind, p.term.text) for p in other.principals or ()}
    return (
        {(p.kind, p.term.text) for p in one.principals or ()} <= named
        and _are_within([t.text.lower() for t in one.actions], [t.text.lower() for t in other.actions])
        and _are_within([t.text for t in one.resources], [t.text for t in other.resources])
    )


def _are_within(texts: list[str], patterns: list[str]) -> bool:
    """Whether each text, a pattern itself perhaps, is one of the patterns or within one that has no `?`."""
    return all(any(t == p or ("?" not in p and like(p, t) == YES) for p in patterns) for t in texts)


def gained_by_own_policy(new: Document, old: Document, owner: str, kinds: tuple[str, ...]) -> tuple[Gain, ...]:
    """Who gains by the policy of another kind of bucket alone, whose resources are taken to be that bucket."""
    subject = Subject(_HERE, owner, kinds=kinds)
    return gained(State(_about_here(new), subject), State(_about_here(old), subject))


def _about_here(document: Document) -> Document:
    return _each(document, lambda s: replace(s, resources=_ANY, not_resource=False))


def gained_through_endpoint(new: Document, old: Document, owner: str) -> Answer:
    """A request to some bucket that a VPC endpoint lets through now and did not before, whoever makes it."""
    stated = [s for document in (new, old) for v in document.variants for s in v.statements]
    found: list[Answer] = []
    for arn in _buckets(stated):
        states = State(new, Subject(arn, owner)), State(old, Subject(arn, owner))
        for worlds in (_of_account(owner), *(one.worlds for one in classes(stated, states[0].subject))):
            found.append(newly_allowed(*states, _by_endpoint(worlds)))
            if found[-1].fact.is_yes:
                return found[-1]
    return any_of(found)


def _of_account(owner: str) -> Worlds:
    return lambda statements: surroundings(People(statements).of(owner), statements, owner)


def _by_endpoint(worlds: Worlds) -> Worlds:
    def ask(statements: tuple[Statement, ...]) -> Iterable[World]:
        return (world for world in worlds(statements) if world.network == "endpoint")

    return ask


def _buckets(stated: Iterable[Statement]) -> Iterator[str]:
    """A bucket that nothing names, and each that statements name."""
    texts = (term.text.partition("/")[0] for s in stated for term in s.resources)
    named = (text for text in texts if text.startswith(_BUCKETS) and not is_wild(text))
    yield from dict.fromkeys((_UNNAMED, *named))


def is_of_unnamed(resource: str) -> bool:
    """Whether a request is about a bucket that no statement names."""
    return resource.partition("/")[0] == _UNNAMED


def is_about_buckets(document: Document) -> bool:
    """Whether all that a policy names as resources are buckets and their objects, by full ARNs."""
    texts = (term.text for v in document.variants for s in v.statements for term in s.resources)
    return all(text == "*" or (text.startswith(_BUCKETS) and not _is_pattern(text)) for text in texts)


def _is_pattern(text: str) -> bool:
    name = text.removeprefix(_BUCKETS).partition("/")[0]
    return is_wild(name) and name != "*" and not has_hole(name)


def gained_by_trust(new: Document, old: Document, owner: str) -> Iterator[Gain]:
    """Who of other accounts, which services and which providers' users can assume a role now and could not before."""
    subject = Subject(_HERE, owner)
    told: set[tuple[str, str]] = set()
    for way in _ASSUME:
        for gain in gained(State(_as_reading(new, way), subject), State(_as_reading(old, way), subject)):
            if gain.who != "own account" and (gain.who, gain.name) not in told:
                told.add((gain.who, gain.name))
                is_provider = gain.who == "AWS services" and gain.name.startswith("arn:")
                request = gain.answer.request
                caller = "they" if is_provider or request is None else request.caller
                yield replace(gain, who=_PROVIDERS if is_provider else gain.who, text=f"{caller} can assume the role")


def _each(document: Document, change: Callable[[Statement], Statement | None]) -> Document:
    """A document of other statements, which AWS does not refuse for what they lack as a bucket's."""
    variants = (
        replace(v, statements=tuple(new for s in v.statements if (new := change(s)) is not None), notes=())
        for v in document.variants
    )
    return replace(document, variants=tuple(variants))


def _as_reading(document: Document, way: str) -> Document:
    """A trust policy as one about an object: who can assume the role, in one way, may read it."""
    return _each(document, lambda statement: _statement(statement, way))


def _statement(statement: Statement, way: str) -> Statement | None:
    covered = max((like(term.text.lower(), way) for term in statement.actions), default=NO)
    covered = YES - covered if statement.not_action else covered
    if covered == NO:
        return None
    certain = statement.certain and covered == YES
    # who is signed in by a provider of identities is known by that alone, as a service is by its name
    named = (replace(p, kind="Service") if p.kind == "Federated" else p for p in statement.principals or ())
    return replace(
        statement,
        principals=None if statement.principals is None else tuple(named),
        actions=_READ,
        not_action=False,
        resources=_ANY,
        not_resource=False,
        certain=certain,
        reasons=statement.reasons if certain else statement.all_reasons(),
    )
