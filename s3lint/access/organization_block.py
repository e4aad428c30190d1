"""Block Public Access by policies of the organization: S3 policies, and the accounts that they are attached to.

https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_s3_syntax.html
"""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.access.grounding import Ground
from s3lint.access.policies import text
from s3lint.aws.kinds import OrganizationPolicy, OrganizationPolicyAttachment
from s3lint.graph.graph import Graph
from s3lint.policy.glob import NO, YES, same
from s3lint.values import (
    Fact,
    Mapping,
    NotJson,
    Reason,
    Resource,
    Value,
    decode_json,
    dig,
    listed,
    no,
    unknown,
    witness,
    yes,
)
from s3lint.values.setting import Setting

_WHERE = "s3_attributes", "public_access_block_configuration", "@@assign"


def assigns(policy: OrganizationPolicy, word: str) -> Fact:
    """Whether an S3 policy assigns a value: `all` turns the four settings on."""
    try:
        assigned = Setting(_WHERE[1], dig(_structure(policy.content), *_WHERE), policy.header).is_any(word)
    except NotJson:
        assigned = no(policy.header)
    return policy.type.is_any("S3_POLICY") & assigned


def _structure(content: Value | None) -> Value | None:
    return content if content is None or isinstance(content, Mapping) else decode_json(content)


def targets(graph: Graph, policy: OrganizationPolicy) -> Iterator[tuple[str, Fact]]:
    """What a policy is attached to, each as text and with whether it certainly is."""
    for member in listed(policy.targets.value):
        place = policy.targets.span
        why = Reason("variant", "a target", f"is attached only if {witness(member.guard)}", place)
        yield text(graph, member.value), unknown(why) if member.guard else yes(place)
    for attachment, certain in graph.pointing_at(policy, "attaches"):
        if isinstance(attachment, OrganizationPolicyAttachment):
            yield text(graph, attachment.target.value), certain


def organization_block(graph: Graph, resource: Resource) -> Fact:
    """Whether an S3 policy of this code turns Block Public Access on in the account that a resource is in."""
    found = no()
    for policy in graph.of(OrganizationPolicy):
        assigned = assigns(policy, "all")
        if not assigned.is_no:
            found = found | (assigned & is_over(graph, policy, resource))
    return found


def is_over(graph: Graph, policy: OrganizationPolicy, resource: Resource) -> Fact:
    """Whether a policy holds in the account of a resource: its own targets tell, or a part of the organization may."""
    account = Ground(graph).account(resource)
    found = no()
    attached = list(targets(graph, policy))
    for target, certain in attached:
        match = same(target, account)
        if match == YES or (match == NO and is_account_id(target)):
            found = found | (certain if match == YES else no())
        else:
            found = found | unknown(_perhaps(policy), span=policy.header)
    return found if attached else unknown(_perhaps(policy), span=policy.header)


def is_account_id(text: str) -> bool:
    """Whether a target is an account, and no root or organizational unit."""
    return len(text) == 12 and text.isdigit()


def _perhaps(policy: OrganizationPolicy) -> Reason:
    return Reason("elsewhere", policy.address, "may hold for the bucket's account", policy.header)
