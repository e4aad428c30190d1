"""Comparisons that cannot be decided: where several conditions make the same one, it is one question."""

from __future__ import annotations

import json
from collections import Counter

from s3lint.languages.cloudformation.reading import Map, Node, Seq

_MAX_NODES = 20_000
_MAX_WRITTEN = 200


class Comparisons:
    """The Fn::Equals of one Conditions section."""

    def __init__(self, section: Map) -> None:
        self._count: Counter[str] = Counter()
        self._named: dict[str, str] = {}  # what a condition is all of, by its name
        for name, node in section.items():
            if isinstance(node, Map) and len(node) == 1:
                written = _written(node.get("Fn::Equals"))
                if written:
                    self._named.setdefault(written, name)
        self._collect(section)

    def _collect(self, section: Map) -> None:
        todo: list[Node] = [section]
        for _ in range(_MAX_NODES):
            if not todo:
                return
            node = todo.pop()
            if isinstance(node, Map):
                self._count[_written(node.get("Fn::Equals"))] += 1
            if isinstance(node, Map | Seq):
                todo += [v for v in (node.values() if isinstance(node, Map) else node) if isinstance(v, Map | Seq)]

    def question(self, argument: Seq, otherwise: str) -> str:
        """A name for a comparison: the condition's that is it, or the comparison itself where it is made twice."""
        written = _written(argument)
        if not written:
            return otherwise
        return self._named.get(written) or (written if self._count[written] > 1 else otherwise)


def _written(argument: Node) -> str:
    """A comparison as text, whichever side stands first; empty for what is none, or too long."""
    if not isinstance(argument, Seq) or len(argument) != 2:
        return ""
    try:
        sides = sorted(json.dumps(side, sort_keys=True, default=str) for side in argument)
    except (TypeError, ValueError, RecursionError):
        return ""
    text = " is ".join(reversed(sides))
    return text if len(text) <= _MAX_WRITTEN else ""
