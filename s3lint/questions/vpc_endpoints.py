"""VPC endpoints for S3 and what their policies let through."""

from __future__ import annotations

from s3lint.access.policies import read
from s3lint.aws.kinds import BucketPolicy, VpcEndpoint
from s3lint.graph.view import View
from s3lint.policy.document import Document, Statement
from s3lint.values import Fact, Text, Value, no, text_of, unknown, yes

_SERVICES = (".s3", ".s3express", ".s3-global.accesspoint")


def for_s3(endpoint: VpcEndpoint) -> bool:
    """Whether the endpoint is one for S3."""
    value = endpoint.service.value
    return value is not None and _ending(value).endswith(_SERVICES)


def _ending(value: Value) -> str:
    if isinstance(value, Text):
        last = value.parts[-1]
        return last if isinstance(last, str) else ""
    return text_of(value) or ""


def is_open(endpoint: View[VpcEndpoint]) -> Fact:
    """Whether it lets everything through: without a policy, the endpoint allows full access."""
    graph, node = endpoint.graph, endpoint.node
    separate = graph.governing(node, BucketPolicy)
    if node.policy.value is not None:
        return _is_open(read(graph, node.policy.value))
    return separate.ask(
        lambda policy: _is_open(read(graph, policy.document)),
        absent=yes(node.header, "without a policy, the endpoint allows full access"),
    )


def _is_open(document: Document) -> Fact:
    found = no(document.span)
    for variant in document.variants:
        for statement in variant.statements:
            if _allows_everything(statement):
                found = found | yes(statement.span, f"{statement.name} allows everything")
        if variant.open:
            found = found | unknown(*variant.open, span=document.span)
    return found


def _allows_everything(statement: Statement) -> bool:
    """An Allow of all actions on all resources without a condition."""
    everything = {term.text for term in statement.resources} & {"*", "arn:aws:s3:::*"}
    all_actions = {term.text.lower() for term in statement.actions} & {"*", "s3:*"}
    return bool(statement.is_allow and everything and all_actions and not statement.conditions and statement.certain)
