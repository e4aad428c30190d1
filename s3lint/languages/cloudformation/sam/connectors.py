"""Connectors from a function or state machine to a bucket, which SAM turns into managed policies."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from s3lint.aws.identities import BUCKET_RESOURCE, ROLE_RESOURCE
from s3lint.aws.serverless import CALLERS, CONNECTOR
from s3lint.languages.cloudformation.evaluate.references import get_att
from s3lint.languages.cloudformation.evaluate.stack import Stack
from s3lint.languages.cloudformation.reading import Map, Node, Seq
from s3lint.languages.cloudformation.sam.documents import connector_policy, mapping
from s3lint.source import Span
from s3lint.values import Identity, Mapping, Reason, Sequence, Unknown, Value

Made = tuple[str, Callable[[], Mapping]]


def connector_policies(stack: Stack, name: str, node: Map, header: Span | None) -> Iterator[Made]:
    """The policies that a resource's connectors (or the resource, being one) make."""
    if header is None:
        return
    if node.get("Type") == CONNECTOR and isinstance(node.get("Properties"), Map):
        source = node["Properties"].get("Source")
        source_id = source.get("Id") if isinstance(source, Map) else None
        yield from _policies(stack, name, source_id, node["Properties"], header)
    own = node.get("Connectors")
    for key, connector in own.items() if isinstance(own, Map) else ():
        if isinstance(connector, Map) and isinstance(connector.get("Properties"), Map):
            yield from _policies(stack, f"{name}{key}", name, connector["Properties"], header)


def _policies(stack: Stack, name: str, source: Node, properties: Map, header: Span) -> Iterator[Made]:
    if not isinstance(source, str) or stack.type_of(source) not in CALLERS:
        return
    destinations = properties.get("Destination")
    listed = isinstance(destinations, Seq)
    wanted = properties.get("Permissions")
    permissions = [p for p in wanted if isinstance(p, str)] if isinstance(wanted, Seq) else []
    for index, destination in enumerate(destinations if isinstance(destinations, Seq) else [destinations]):
        arn = _arn(stack, destination, header)
        if arn is not None:
            made = f"{name}Destination{index}Policy" if listed else f"{name}Policy"
            yield made, _evaluate(stack, source, arn, permissions, header)


def _evaluate(stack: Stack, source: str, arn: Value, permissions: list[str], header: Span) -> Callable[[], Mapping]:
    def body() -> Mapping:
        role = f"{source}Role"
        reason = Reason("after-apply", f"!Ref {role}", "is known only after the stack is deployed", header)
        identity = Identity(ROLE_RESOURCE, stack.qualified(role), "Ref")
        roles = Sequence((Unknown(reason, identity, span=header),), span=header)
        document = connector_policy(stack.evaluator, arn, permissions, header)
        return mapping({"PolicyDocument": document, "Roles": roles}, header)

    return body


def _arn(stack: Stack, destination: Node, header: Span) -> Value | None:
    """The ARN of a destination that is a bucket."""
    if not isinstance(destination, Map):
        return None
    target = destination.get("Id")
    if isinstance(target, str) and stack.type_of(target) == BUCKET_RESOURCE:
        return get_att(stack.evaluator, target, "Arn", header)
    if destination.get("Type") == BUCKET_RESOURCE and "Arn" in destination:
        return stack.evaluator.evaluate(destination["Arn"], Span(stack.source, *destination.at["Arn"][1:]))
    return None
