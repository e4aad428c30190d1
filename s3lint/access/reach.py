"""Who can reach a bucket, by class of requester: the policy engine's answers as lines of a table."""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.access.decisions import Access, access
from s3lint.access.explanations import why_no_outsider
from s3lint.graph.bucket import Bucket
from s3lint.policy import Answer, Party
from s3lint.policy.limits import loose_evidence
from s3lint.record import Struct, replace
from s3lint.source import Span
from s3lint.values import Fact

OWN = "own account"


class Reach(Struct, frozen=True):
    """One line: a requester, whether it gets in (yes, no, unknown), by which request, or what decides it."""

    who: str  # the class: anyone, other accounts, organizations, AWS services, own account
    name: str  # of the account, organization or service
    state: str
    text: str  # a request that gets through, or why none does
    note: str = ""  # what weighs in what it gets
    decides: str = ""  # what the answer hangs on where it is unknown
    span: Span | None = None  # the statement that lets it in
    why: str = ""  # why the conditions of that statement do not keep it out


def reach(bucket: Bucket) -> Iterator[Reach]:
    """The lines about one bucket: outsiders first, its own account last.

    Of an existing bucket, that the code lets nobody in proves nothing where its policy or ACL is stated elsewhere.
    """
    elsewhere = stated_elsewhere(bucket)
    for line in _lines(bucket):
        missing = elsewhere if line.who != OWN else [what for what in elsewhere if what == "policy"]
        is_open = missing and line.state == ("yes" if line.who == OWN else "no")
        yield replace(line, state="unknown", text=not_here(missing)) if is_open else line


def stated_elsewhere(bucket: Bucket) -> list[str]:
    """What may let somebody into an existing bucket and is not in this code: its policy, its ACL unless disabled."""
    if not bucket.node.existing:
        return []
    is_disabled = not bucket.ownership.is_absent and bucket.acls_disabled().is_yes
    found = ["policy"] if bucket.policy.is_absent else []
    return [*found, "ACL"] if bucket.acl.is_absent and not is_disabled else found


def not_here(what: list[str]) -> str:
    """That it is not in this code."""
    return f"the bucket's {' and '.join(what)} {'are' if len(what) > 1 else 'is'} not in this code"


def _lines(bucket: Bucket) -> Iterator[Reach]:
    answers = access(bucket)
    yield _anyone(answers)
    accounts = [_party("other accounts", party, party.fact) for party in answers.accounts]
    organizations = [_party("organizations", party, party.answer.fact) for party in answers.organizations]
    services = [_service(party) for party in answers.services]
    for who, lines in (("other accounts", accounts), ("organizations", organizations), ("AWS services", services)):
        yield from lines or [Reach(who, "", "no", "no policy or ACL names one")]
    yield _own(answers)


def _anyone(answers: Access) -> Reach:
    answer = answers.exposure.answer
    if not answer.fact.is_no:
        loose = (evidence.says for statement in answer.statements for evidence in loose_evidence(statement))
        return replace(_line("anyone", "", answer), why="; ".join(dict.fromkeys(loose)))
    return Reach("anyone", "", "no", why_no_outsider(answers))


def _party(who: str, party: Party, fact: Fact) -> Reach:
    extra = ["everything"] if party.unlimited else []
    extra += ["changes permissions"] if party.manages and not party.unlimited else []
    extra += ["deletes"] if party.deletes and not party.unlimited else []
    line = _line(who, party.name, party.answer, fact)
    span = next((s.place("Principal", "Condition") for s in party.statements), None) or line.span
    return replace(line, note=", ".join(extra), span=span)


def _service(party: Party) -> Reach:
    line = _party("AWS services", party, party.answer.fact)
    anybody = "on behalf of any account" if party.foreign.is_yes else ""
    return replace(line, note=", ".join(part for part in (line.note, anybody) if part))


def _own(answers: Access) -> Reach:
    locked = answers.lockout.fact
    if locked.is_yes:
        return Reach(OWN, "", "no", "the policy locks this account out: only the root user can change it")
    if locked.is_unknown:
        return Reach(OWN, "", "unknown", "the policy may lock this account out", decides=decides(locked))
    return Reach(OWN, "", "yes", "as far as identity policies allow")


def _line(who: str, name: str, answer: Answer, fact: Fact | None = None) -> Reach:
    fact = answer.fact if fact is None else fact
    places = (s.place("Principal", "NotPrincipal") for s in answer.statements)
    span = next((place for place in places if place), None) or next((e.span for e in fact.evidence if e.span), None)
    return Reach(who, name, fact.truth.value, answer.witness, decides=decides(fact), span=span)


def decides(fact: Fact) -> str:
    """What an unknown fact hangs on, in words; empty for others."""
    if not fact.is_unknown:
        return ""
    said = dict.fromkeys(
        reason.text if reason.name == "it depends on" else f"{reason.name} {reason.text}".strip()
        for reason in fact.reasons
    )
    return "; ".join(said) or "what the code does not show"
