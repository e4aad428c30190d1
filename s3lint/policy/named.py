"""Whom a policy lets in by name: other accounts, organizations and services."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from s3lint.policy import acl, actions, keys
from s3lint.policy.answers import ACCOUNT_UNKNOWN, Answer, each_variant, restricted, search
from s3lint.policy.document import Document, Statement, Term, Variant
from s3lint.policy.glob import NO, YES, same
from s3lint.policy.granted import grants, is_everything
from s3lint.policy.mentions import constants
from s3lint.policy.people import People
from s3lint.policy.placeholders import has_hole, has_open_hole, is_account, is_hole, is_named, open_hole, shown
from s3lint.policy.points import fixed_access_points
from s3lint.policy.public import is_public
from s3lint.policy.requesters import STRANGER, Requester, World, may_be
from s3lint.policy.search import Search
from s3lint.policy.subject import Subject
from s3lint.policy.tables import table
from s3lint.policy.targets import Layer
from s3lint.policy.worlds import MEMBER, named_accounts, others, surroundings
from s3lint.record import Struct, replace
from s3lint.values import Fact, Reason, no, unknown, yes


class Party(Struct, frozen=True):
    """Somebody who is let in by name."""

    name: str  # account number, `canonical:<id>`, organization id, service
    answer: Answer  # whether it can do anything
    foreign: Fact  # whether it is not the owner itself
    statements: tuple[Statement, ...] = ()
    manages: bool = False  # what it gets includes permission management (Security Hub S3.6)
    deletes: bool = False
    unlimited: bool = False  # every action of S3, without any condition

    @property
    def fact(self) -> Fact:
        """Whether somebody else is let in."""
        return self.answer.fact & self.foreign


def foreign_accounts(document: Document, subject: Subject) -> tuple[Party, ...]:
    """Other accounts that can do something because they are named; the owner and trusted accounts are left out."""
    blocked = subject.restrict_public_buckets & is_public(document, subject).fact
    names = list(dict.fromkeys(name for v in document.variants for name in _accounts(v)))
    parties = []
    for name in names:
        foreign = _is_foreign(name, subject, document)
        if not foreign.is_no:
            answer = each_variant(document, lambda v, n=name: _account(v, n, subject))  # type: ignore[misc]
            parties.append(_party(name, restricted(answer, blocked), foreign, document))
    parties += _canonical(document, subject, blocked) + _unknown(document, subject, blocked)
    return tuple(p for p in parties if not p.fact.is_no)


def crosses_accounts(parties: tuple[Party, ...]) -> Fact:
    """Whether anybody else's account gets in. Two accounts cannot both be the owner's, so one of them is foreign."""
    sure = [p for p in parties if p.fact.is_yes]
    if sure:
        return sure[0].answer.fact
    named = [p for p in parties if p.answer.fact.is_yes and not has_hole(p.name)]
    if len(named) > 1:
        return yes(named[0].statements[0].span if named[0].statements else None, "only one of them can be this account")
    facts = [p.fact for p in parties if not p.fact.is_no]
    return unknown(*dict.fromkeys(r for f in facts for r in f.reasons)) if facts else no()


def _accounts(variant: Variant) -> list[str]:
    found = list(named_accounts(variant.statements))
    found += [t.account for t in fixed_access_points(s for s in variant.statements if s.is_allow)]
    return list(dict.fromkeys(found))


def _is_foreign(account: str, subject: Subject, document: Document) -> Fact:
    found = same(account, subject.owner)
    if found == YES or account in subject.trusted or is_aws(account):
        return no()
    if found == NO:
        return yes()
    if not has_hole(account):
        return unknown(ACCOUNT_UNKNOWN)
    if is_account(account):
        return unknown(_whose(account))
    statements = [s for v in document.variants for s in named_accounts(v.statements).get(account, [])]
    terms = [p.term for s in statements for p in s.principals or ()]
    terms += [value for s in statements for c in s.conditions for value in c.values]
    return unknown(*dict.fromkeys(r for term in terms if account in term.text for r in term.reasons))


def _whose(account: str) -> Reason:
    """Why an account that is known by its provider configuration alone may be another one."""
    hint = "set account-id, or an [[account]], in the configuration"
    return Reason("account", shown(account), "may be another account than the bucket's", hint=hint)


def is_aws(account: str) -> bool:
    """Whether an account (or canonical id) is AWS's own, from which a service delivers logs or reports."""
    return is_named(account) or bool(deliverer(account)) or account in table("aws_accounts")["canonical"].values()


def deliverer(account: str) -> str:
    """What of AWS delivers from an account; empty where it is none of AWS's."""
    known: dict[str, list[str]] = table("aws_accounts")["accounts"]
    return next((whose for whose, numbers in known.items() if account in numbers), "")


def _unknown(document: Document, subject: Subject, blocked: Fact) -> list[Party]:
    """Whom statements let in that are not known, or whose principals are not."""
    parties = []
    for variant in document.variants:
        if variant.open:
            parties.append(Party(variant.open[0].name, Answer(unknown(*variant.open)), unknown(*variant.open)))
        for statement in variant.statements:
            terms = [*_unknown_principals(statement), *_unknown_conditions(statement)] if statement.is_allow else []
            terms = [term for term in terms if same(term.text, subject.owner) != YES]
            if terms:
                reasons = dict.fromkeys(r for term in terms for r in term.reasons)
                fact = unknown(*reasons, span=terms[0].span or statement.place("Principal"))
                parties.append(Party(shown(terms[0].text), restricted(Answer(fact), blocked), fact, (statement,)))
    return parties


def _unknown_principals(statement: Statement) -> Iterator[Term]:
    """Principals that are not known at all."""
    for principal in statement.principals or ():
        if has_open_hole(principal.kind) or (principal.kind == "AWS" and is_hole(principal.term.text)):
            yield principal.term


def _unknown_conditions(statement: Statement) -> Iterator[Term]:
    """What may name an account in the conditions of a statement for everyone."""
    if not any(p.is_everyone for p in statement.principals or ()):
        return
    for condition in statement.conditions:
        if not condition.certain:
            name = condition.reasons[0].name if condition.reasons else "its conditions"
            yield Term(open_hole(name), condition.span, condition.reasons)
        elif keys.kind(condition.key) in ("account", "principal-arn", "access-point"):
            yield from (value for value in condition.values if is_hole(value.text))


def _account(variant: Variant, account: str, subject: Subject) -> Answer:
    named = named_accounts(variant.statements).get(account, [])
    # what other statements allow is not for being named
    weighed = (*named, *(s for s in variant.statements if not s.is_allow))
    direct = search(
        lambda: Search((Layer(weighed, subject.arn),), only=frozenset(map(id, named))),
        lambda: surroundings(People(weighed).of(account), weighed, subject.owner),
    )
    named_by_point = any(t.account == account for t in fixed_access_points(s for s in variant.statements if s.is_allow))
    if not direct.fact.is_no or not named_by_point:
        return direct
    people = [STRANGER, *People(variant.statements).of(account)]
    worlds = [w for w in surroundings(people, variant.statements, subject.owner) if _is_through(w, account)]
    return search(lambda: Search((Layer(variant.statements, subject.arn),)), lambda: worlds)


def _is_through(world: World, account: str) -> bool:
    return world.through is not None and world.through.account == account


def _party(name: str, answer: Answer, foreign: Fact, document: Document) -> Party:
    statements = [s for v in document.variants for s in named_accounts(v.statements).get(name, [])]
    if not statements:
        statements = list(answer.statements)
    rights = [(s, grants(s)) for s in statements]
    return Party(
        name,
        answer,
        foreign,
        tuple(statements),
        manages=any(rights_of & actions.names("blocked_for_other_accounts") for _, rights_of in rights),
        deletes=any(rights_of & actions.names("deletion") for _, rights_of in rights),
        unlimited=any(is_everything(s) and not s.conditions for s in statements),
    )


def _canonical(document: Document, subject: Subject, blocked: Fact) -> list[Party]:
    parties = []
    allowing = [s for v in document.variants for s in v.statements if s.is_allow]
    for requester in others(allowing, "CanonicalUser", "canonical"):
        answer = each_variant(document, lambda v, r=requester: _requester(v, r, subject))  # type: ignore[misc]
        if not is_aws(requester.name):  # nor one's own, such as a CloudFront origin access identity
            foreign = unknown(ACCOUNT_UNKNOWN) if has_hole(requester.name) else yes()
            answer = restricted(answer, blocked)
            parties.append(Party(f"canonical:{shown(requester.name)}", answer, foreign, _about(allowing, requester)))
    for grant in subject.grants:
        statement = acl.statement_of(grant, subject.arn)
        if statement is None or not grant.canonical or acl.is_public_grant(grant) or is_aws(grant.canonical):
            continue
        requester = Requester("canonical", name=grant.canonical)
        answer = each_variant(document, lambda v, r=requester, s=statement: _requester(_deny_only(v, s), r, subject))  # type: ignore[misc]
        answer = restricted(restricted(answer, ~subject.acls_enabled), blocked)
        manages = grant.permission in ("FULL_CONTROL", "WRITE_ACP")
        foreign = unknown(ACCOUNT_UNKNOWN) if has_hole(grant.canonical) else yes()
        name = f"canonical:{shown(grant.canonical)}"
        parties.append(Party(name, answer, foreign, (statement,), manages=manages))
    return parties


def _deny_only(variant: Variant, grant: Statement) -> Variant:
    statements = (grant, *(s for s in variant.statements if not s.is_allow))
    return replace(variant, statements=statements)


def _requester(variant: Variant, requester: Requester, subject: Subject) -> Answer:
    layer = Layer(variant.statements, subject.arn)
    return search(lambda: Search((layer,)), lambda: surroundings([requester], variant.statements, subject.owner))


def organizations(document: Document, subject: Subject) -> tuple[Party, ...]:
    """Organizations whose members are let in without being named one by one."""
    blocked = subject.restrict_public_buckets & is_public(document, subject).fact
    found = []
    for name in dict.fromkeys(n for v in document.variants for n in _organizations(v)):
        answer = each_variant(document, lambda v: _requester(v, MEMBER, subject))
        found.append(Party(shown(name), restricted(answer, blocked), unknown()))
    return tuple(p for p in found if not p.answer.fact.is_no)


def _organizations(variant: Variant) -> list[str]:
    allows = [s for s in variant.statements if s.is_allow]
    paths = [m.value.split("/")[0] for m in constants(allows, "aws:principalorgpaths")]
    return [*(m.value for m in constants(allows, "aws:principalorgid")), *paths]


def services(document: Document, subject: Subject) -> tuple[Party, ...]:
    """AWS services that are let in. `foreign` says whether they come on behalf of anybody (the confused deputy)."""
    found = []
    allowing = [s for v in document.variants for s in v.statements if s.is_allow]
    names = [p.term.text for s in allowing for p in s.principals or () if may_be(p, "Service")]
    for requester in (Requester("service", name=name) for name in dict.fromkeys(names)):
        answer = each_variant(document, lambda v, r=requester: _requester(v, r, subject))  # type: ignore[misc]
        if answer.fact.is_no:
            continue
        loose = Requester("service", name=requester.name, power="own")
        anybody = each_variant(document, lambda v, r=loose: _requester(v, r, subject)).fact  # type: ignore[misc]
        statements = _about(allowing, requester)
        if has_open_hole(requester.name):  # which may be a service that does not say on whose behalf it calls
            terms = (p.term for s in statements for p in s.principals or () if p.term.text == requester.name)
            anybody = anybody & unknown(*dict.fromkeys(reason for term in terms for reason in term.reasons))
        found.append(Party(shown(requester.name), answer, anybody, statements))
    return tuple(found)


def _about(statements: Iterable[Statement], requester: Requester) -> tuple[Statement, ...]:
    """Those that name a service or canonical user, or may."""
    kind = "Service" if requester.kind == "service" else "CanonicalUser"
    return tuple(
        s for s in statements if any(may_be(p, kind) and p.term.text == requester.name for p in s.principals or ())
    )
