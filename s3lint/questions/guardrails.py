"""What policies of the organization keep all accounts from.

An S3 policy counts by the value that it assigns, a control policy by what it denies, and both where they are attached:
https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_s3_syntax.html
"""

from __future__ import annotations

from collections.abc import Callable

from s3lint.access.organization_block import assigns
from s3lint.access.policies import read
from s3lint.aws.kinds import OrganizationPolicy, OrganizationPolicyAttachment
from s3lint.graph.graph import Graph
from s3lint.policy import actions
from s3lint.policy.document import Statement
from s3lint.policy.glob import NO
from s3lint.policy.placeholders import has_hole, has_open_hole
from s3lint.policy.stated import is_there
from s3lint.values import Fact, Reason, no, unknown, yes

_CHANGES_BLOCK = ("s3:PutAccountPublicAccessBlock", "s3:PutBucketPublicAccessBlock")

Test = Callable[[Statement], Fact]


def blocks_public_access(graph: Graph) -> Fact:
    """Whether accounts are made to block public access, or kept from changing it."""
    return _sets(
        graph,
        lambda policy: assigns(policy, "all") | _denies(graph, policy, _changes_block),
    )


def denies(graph: Graph, test: Test) -> Fact:
    """Whether a control policy has a Deny of a kind."""
    return _sets(graph, lambda policy: _denies(graph, policy, test))


def _sets(graph: Graph, question: Callable[[OrganizationPolicy], Fact]) -> Fact:
    """Whether a policy sets a guardrail and is attached; code that attaches none leaves that to other code."""
    policies = graph.of(OrganizationPolicy)
    attaching = bool(graph.of(OrganizationPolicyAttachment)) or any(map(_has_targets, policies))
    found = no()
    for policy in policies:
        found = found | (question(policy) & (_is_attached(graph, policy) if attaching else yes(policy.header)))
    return found


def _is_attached(graph: Graph, policy: OrganizationPolicy) -> Fact:
    if _has_targets(policy):
        return yes(policy.targets.span)
    found = no()
    for _, certain in graph.pointing_at(policy, "attaches"):
        found = found | certain
    why = Reason("elsewhere", policy.address, "is attached to nothing in this code", policy.header)
    return unknown(why, span=policy.header) if found.is_no else found


def _has_targets(policy: OrganizationPolicy) -> bool:
    return not policy.targets.is_set().is_no


def keeps_access_points_in_a_vpc(statement: Statement) -> Fact:
    """Whether a Deny is about the network that an access point is open to."""
    keys = [condition.key.lower() for condition in statement.conditions]
    sure = "s3:accesspointnetworkorigin" in keys
    return _said(statement, sure, any(map(has_hole, keys)) or _has_open_conditions(statement))


def keeps_root_out(statement: Statement) -> Fact:
    """Whether a Deny is about the root user."""
    texts = [value.text for condition in statement.conditions for value in condition.values]
    return _said(
        statement,
        any(":root" in text for text in texts),
        any(map(has_open_hole, texts)) or _has_open_conditions(statement),
    )


def _changes_block(statement: Statement) -> Fact:
    """Whether a Deny is about Block Public Access, and not about all of S3."""
    patterns = [] if statement.not_action else [term.text for term in statement.actions]
    sure = any(
        actions.names_action(pattern, action) != NO and actions.names_action(pattern, "s3:GetObject") == NO
        for pattern in patterns
        for action in _CHANGES_BLOCK
    )
    return _said(statement, sure, any(map(has_open_hole, patterns)))


def _has_open_conditions(statement: Statement) -> bool:
    return any(not condition.certain for condition in statement.conditions)


def _said(statement: Statement, sure: bool, perhaps: bool) -> Fact:
    """Whether a statement speaks of something: for certain, or perhaps, where a part of it is not known."""
    if sure or not perhaps:
        return yes(statement.span) if sure else no()
    return unknown(*statement.all_reasons(), span=statement.span)


def _denies(graph: Graph, policy: OrganizationPolicy, test: Test) -> Fact:
    controls = policy.type.is_any("SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY")
    if controls.is_no:
        return controls
    found = no(policy.header)
    for variant in read(graph, policy.content, resource_policy=False).variants:
        for statement in variant.statements:
            if not statement.is_allow:
                found = found | (test(statement) & is_there(statement))
        found = found | unknown(*variant.open, span=variant.open_at) if variant.open else found
    return controls & found
