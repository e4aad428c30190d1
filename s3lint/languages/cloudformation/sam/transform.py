"""The resources and properties that SAM adds: roles with their policies, connectors' policies, notifications."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from s3lint.aws.identities import MANAGED_POLICY_RESOURCE, ROLE_RESOURCE
from s3lint.aws.serverless import PREFIX, ROLE_SERVICES
from s3lint.languages.cloudformation.evaluate.references import get_att
from s3lint.languages.cloudformation.evaluate.stack import Stack
from s3lint.languages.cloudformation.reading import Map, Node
from s3lint.languages.cloudformation.sam.connectors import connector_policies
from s3lint.languages.cloudformation.sam.documents import mapping
from s3lint.languages.cloudformation.sam.roles import role_body
from s3lint.record import replace
from s3lint.source import Span
from s3lint.values import Mapping, OneOf, Option, Resource, Sequence, Value

NAME = "AWS::Serverless-2016-10-31"


class Transform:
    """SAM's transform of one stack; without it, nothing is added."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self.applies = any(name == NAME for name, _ in stack.transforms)
        self._events: dict[str, list[tuple[str, Map, Span]]] = {}
        self._globals: dict[str, Value | None] = {}
        for name, node in stack.resources.items() if self.applies else ():
            properties = node.get("Properties") if isinstance(node, Map) else None
            if isinstance(node, Map) and node.get("Type") in ROLE_SERVICES:
                if not isinstance(properties, Map) or "Role" not in properties:
                    stack.generated[f"{name}Role"] = ROLE_RESOURCE
                self._collect_events(name, properties)

    def _collect_events(self, name: str, properties: Node) -> None:
        events = properties.get("Events") if isinstance(properties, Map) else None
        for key, event in events.items() if isinstance(events, Map) else ():
            given = event.get("Properties") if isinstance(event, Map) else None
            if not isinstance(given, Map) or event.get("Type") != "S3" or not isinstance(events, Map):
                continue
            bucket = given.get("Bucket")
            if isinstance(bucket, Map) and isinstance(bucket.get("Ref"), str):
                place = Span(self.stack.source, *events.at[key][1:])
                self._events.setdefault(bucket["Ref"], []).append((name, given, place))

    def body(self, name: str, kind: str, body: Mapping) -> Mapping:
        """A resource's attributes with Globals and notifications."""
        if kind.startswith(PREFIX) and self.applies:
            shared = self._global(kind.rpartition("::")[2])
            return merged(shared, body) if isinstance(shared, Mapping) else body
        if name in self._events:
            return self._notified(name, body)
        return body

    def _global(self, kind: str) -> Value | None:
        if kind not in self._globals:
            section = self.stack.section("Globals")
            span = Span(self.stack.source, *section.at[kind][1:]) if kind in section else None
            with self.stack.evaluator.assumed.nothing():
                self._globals[kind] = self.stack.evaluator.evaluate(section[kind], span) if span else None
        return self._globals[kind]

    def _notified(self, name: str, body: Mapping) -> Mapping:
        """An S3 event of a function is a notification of its bucket."""
        added: list[Value] = []
        evaluator = self.stack.evaluator
        for function, event, span in self._events[name]:
            entries: dict[str, Value] = {}
            what = evaluator.evaluate(event["Events"], span) if "Events" in event else None
            target = get_att(evaluator, function, "Arn", span)
            entries.update({"Event": what} if what is not None else {})
            entries.update({"Function": target} if target is not None else {})
            added.append(mapping(entries, span))
        place = added[0].span
        new = mapping({"LambdaConfigurations": Sequence(tuple(added), span=place)}, place)
        return merged(body, mapping({"NotificationConfiguration": new}, place))

    def generated(self, name: str, node: Map, resource: Resource) -> Iterator[Resource]:
        """The IAM resources that SAM makes beside a resource."""
        if not self.applies:
            return
        if f"{name}Role" in self.stack.generated and node["Type"] in ROLE_SERVICES:

            def role() -> Mapping:
                return role_body(self.stack.evaluator, resource)

            yield self._beside(resource, f"{name}Role", ROLE_RESOURCE, role)
        for policy_name, policy in connector_policies(self.stack, name, node, resource.header):
            yield self._beside(resource, policy_name, MANAGED_POLICY_RESOURCE, policy)

    def _beside(self, resource: Resource, name: str, kind: str, evaluate: Callable[[], Mapping]) -> Resource:
        return replace(
            resource,
            type=kind,
            name=name,
            address=self.stack.qualified(name),
            evaluate=evaluate,
            attributes={},
            display="",
            _body=None,
        )


def merged(under: Mapping, over: Mapping) -> Mapping:
    """SAM's merge: maps are merged, lists joined, and else the more specific value counts."""
    entries = dict(under.entries)
    for key, value in over.entries.items():
        entries[key] = _merged_value(entries[key], value) if key in entries else value
    return replace(
        over, entries=entries, keys={**under.keys, **over.keys}, open=over.open or under.open, span=over.span
    )


def _merged_value(under: Value, over: Value) -> Value:
    if isinstance(under, Mapping) and isinstance(over, Mapping):
        return merged(under, over)
    if isinstance(under, Sequence) and isinstance(over, Sequence):
        return replace(over, items=(*under.items, *over.items), open=over.open or under.open)
    if isinstance(under, OneOf) and not isinstance(over, OneOf):
        options = (Option(_merged_value(c.value, over) if c.value else over, c.guard) for c in under.choices)
        return OneOf(tuple(options), span=over.span)
    return over
