"""Whether somebody can do something with a bucket, in one word, with the steps that lead there."""

from __future__ import annotations

from s3lint.access.reach import decides, not_here, stated_elsewhere
from s3lint.aws.kinds import Encryption
from s3lint.graph.bucket import Bucket
from s3lint.policy.deciding import Step, steps
from s3lint.policy.glob import NO
from s3lint.policy.permitted import Asked
from s3lint.values import no

_OF_KEYS = frozenset({"s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"})
_KMS = "objects are encrypted with AWS KMS by default: the requester must be allowed to use the key too"


def state(bucket: Bucket, one: Asked) -> tuple[str, str, tuple[Step, ...]]:
    """Whether it is allowed, denied or undecided; what an undecided answer hangs on; and the steps of another one."""
    missing = stated_elsewhere(bucket)
    fact = one.answer.fact
    own = one.who.is_of(one.subject.owner) != NO
    if "policy" in missing or (missing and fact.is_no and not own):
        return "undecided", not_here(missing), ()
    if fact.is_unknown:
        return "undecided", decides(fact), ()
    encrypted = bucket.encryption.ask(Encryption.uses_kms, absent=no())
    if fact.is_yes and encrypted.is_yes and one.question.actions and one.question.actions & _OF_KEYS:
        span = next((e.span for e in encrypted.evidence if e.span), None)
        return "allowed", "", (*steps(one), Step("note", _KMS, span))
    return ("allowed" if fact.is_yes else "denied"), "", steps(one)
