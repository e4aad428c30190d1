"""Who reaches a bucket: the policy engine's answers about it, each worked out once."""

from __future__ import annotations

from functools import cached_property
from weakref import WeakKeyDictionary

from s3lint import policy
from s3lint.access.control_policies import under_control, with_principals_controlled
from s3lint.access.policies import document
from s3lint.access.subject import flag, subject
from s3lint.graph.bucket import Bucket
from s3lint.policy import actions
from s3lint.policy.document import Document, Variant
from s3lint.policy.granted import grants_at_most
from s3lint.record import replace
from s3lint.values import Fact

_MOST_VARIANTS = 32


class Access:
    """The answers about one bucket."""

    def __init__(
        self,
        document: Document,
        subject: policy.Subject,
        controlled: Document | None = None,
        governed: Document | None = None,
    ) -> None:
        self.document = document
        self.subject = subject
        self.controlled = controlled or document  # with what resource control policies deny, too
        self.governed = governed or self.controlled  # and what service control policies deny the account's principals

    @cached_property
    def policy_public(self) -> policy.Answer:
        """Whether S3 calls the bucket policy public."""
        return policy.is_public(self.document, self.subject)

    @cached_property
    def exposure(self) -> policy.Exposure:
        """Whether an outsider gets in, everything taken together."""
        return policy.effective_access(self.controlled, self.subject)

    @cached_property
    def unmasked(self) -> policy.Exposure:
        """Whether an outsider would get in without Block Public Access."""
        return policy.effective_access(self.controlled, self.subject, masked=False)

    def exposure_beyond(self, meant: frozenset[str]) -> policy.Exposure:
        """Whether an outsider can do more than is meant for everyone."""
        asked = frozenset(actions.known()) - meant
        return policy.effective_access(self.controlled, replace(self.subject, asked=asked))

    def policy_public_beyond(self, meant: frozenset[str]) -> policy.Answer:
        """Whether S3 would call the policy public without the statements that grant what is meant for everyone."""

        def kept(variant: Variant) -> Variant:
            loose = (s for s in variant.statements if not (s.is_allow and s.certain and grants_at_most(s, meant)))
            return replace(variant, statements=tuple(loose))

        document = replace(self.document, variants=tuple(map(kept, self.document.variants)))
        return policy.is_public(document, self.subject)

    @cached_property
    def accounts(self) -> tuple[policy.Party, ...]:
        """Other accounts that are let in by name."""
        return policy.foreign_accounts(self.controlled, self.subject)

    @cached_property
    def crosses_accounts(self) -> Fact:
        """Whether another account is let in by name: a policy that is one of several may let in one or another."""
        found = policy.crosses_accounts(self.accounts)
        variants = self.controlled.variants
        if not found.is_unknown or not 1 < len(variants) <= _MOST_VARIANTS:
            return found
        alone = (replace(self.controlled, variants=(variant,)) for variant in variants)
        facts = [policy.crosses_accounts(policy.foreign_accounts(one, self.subject)) for one in alone]
        return facts[0] if all(fact.is_yes for fact in facts) else found

    @cached_property
    def organizations(self) -> tuple[policy.Party, ...]:
        """Organizations that are let in."""
        return policy.organizations(self.controlled, self.subject)

    @cached_property
    def services(self) -> tuple[policy.Party, ...]:
        """AWS services that are let in."""
        return policy.services(self.document, self.subject)

    @cached_property
    def plain_http(self) -> policy.Answer:
        """A plain-HTTP request that meets no Deny."""
        return policy.plain_http_uncovered(self.controlled, self.subject)

    @cached_property
    def lockout(self) -> policy.Answer:
        """Whether nobody of the account can change the policy."""
        return policy.lockout(self.document, self.subject)


def _of(bucket: Bucket) -> Access:
    stated = document(bucket)
    cases = {v.guard: flag(bucket, "restrict_public_buckets", v.guard) for v in stated.variants if v.guard}
    controlled = under_control(bucket, stated)
    about = replace(subject(bucket), restricted_where=cases)
    return Access(stated, about, controlled, with_principals_controlled(bucket, controlled))


_KNOWN: WeakKeyDictionary[Bucket, Access] = WeakKeyDictionary()


def access(bucket: Bucket) -> Access:
    """The answers about a bucket."""
    found = _KNOWN.get(bucket)
    if found is None:
        found = _KNOWN[bucket] = _of(bucket)
    return found
