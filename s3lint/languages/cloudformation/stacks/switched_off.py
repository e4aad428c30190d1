"""Buckets that a template declares and does not make, because of what its parameters are by default."""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.languages.cloudformation.evaluate.stack import Stack
from s3lint.languages.cloudformation.reading import Map, Node, Seq
from s3lint.values import Off, Scalar, text_of


def note_off(stack: Stack, name: str, condition: str) -> None:
    """Notes a bucket whose condition does not hold, where the defaults of parameters decide that."""
    declared, bound = stack.section("Parameters"), {*stack.bindings, *stack.world.given}
    found = {}
    for parameter in _asked_for(stack, condition):
        node = declared.get(parameter)
        default = node.get("Default") if isinstance(node, Map) and parameter not in bound else None
        if isinstance(default, str | int | float):
            found[parameter] = text_of(Scalar(default)) or ""
    if found:
        stack.world.off.append(Off(stack.qualified(name), tuple(sorted(found.items()))))


def _asked_for(stack: Stack, condition: str) -> Iterator[str]:
    """What a condition refers to, by itself or by the conditions that it is made of."""
    conditions, seen = stack.section("Conditions"), {condition}
    pending: list[Node] = [conditions.get(condition)]
    while pending:
        node = pending.pop()
        if isinstance(node, Map):
            if isinstance(node.get("Ref"), str):
                yield node["Ref"]
            other = node.get("Condition")
            if isinstance(other, str) and other not in seen:
                seen.add(other)
                pending.append(conditions.get(other))
            pending += node.values()
        elif isinstance(node, Seq):
            pending += node
