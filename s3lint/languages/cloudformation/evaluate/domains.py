"""The values that a template names for its parameters: only these, and «any other», make a difference."""

from __future__ import annotations

from s3lint.languages.cloudformation.evaluate.stack_values import StackValues
from s3lint.languages.cloudformation.reading import Map, Node, Seq
from s3lint.values import Scalar, text_of

_MAX_NODES = 200_000


class Domains:
    """The values that one template compares each of its parameters with, or has in a map that it looks up."""

    def __init__(self, stack: StackValues) -> None:
        self._stack = stack
        self._found: dict[str, dict[str, None]] | None = None

    def of(self, name: str) -> dict[str, None]:
        """The values that the template names for a parameter, in their order."""
        if self._found is None:
            self._found = {}
            self._collect(self._stack.root)
        return self._found.get(name, {})

    def _collect(self, root: Node) -> None:
        todo, left = [root], _MAX_NODES
        while todo and left:
            node = todo.pop()
            left -= 1
            if isinstance(node, Map):
                self._compared(node.get("Fn::Equals"))
                self._looked_up(node.get("Fn::FindInMap"))
                todo += [v for v in reversed(list(node.values())) if isinstance(v, Map | Seq)]
            elif isinstance(node, Seq):
                todo += [v for v in reversed(node) if isinstance(v, Map | Seq)]

    def _compared(self, argument: Node) -> None:
        if isinstance(argument, Seq) and len(argument) == 2:
            for one, two in (argument, reversed(argument)):
                text = text_of(Scalar(two)) if isinstance(two, str | int | float) else None
                if text is not None:
                    self._add(one, [text])

    def _looked_up(self, argument: Node) -> None:
        if isinstance(argument, Seq) and len(argument) >= 3 and isinstance(argument[0], str):
            rows = self._stack.section("Mappings").get(argument[0])
            if isinstance(rows, Map):
                self._add(argument[1], list(rows))
                for row in rows.values():
                    self._add(argument[2], list(row) if isinstance(row, Map) else [])

    def _add(self, node: Node, values: list[str]) -> None:
        if isinstance(node, Map) and len(node) == 1 and isinstance(node.get("Ref"), str) and self._found is not None:
            self._found.setdefault(node["Ref"], {}).update(dict.fromkeys(values))
