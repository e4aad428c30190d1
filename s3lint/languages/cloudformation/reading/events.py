"""libyaml's events: the one place that imports PyYAML. Only events are used.

`yaml.load` and `compose` recurse in C and die on deep nesting, and keep no places; a loop over events does neither.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from yaml import MarkedYAMLError, YAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from yaml.nodes import MappingNode, ScalarNode, SequenceNode
from yaml.parser import Parser
from yaml.reader import Reader, ReaderError
from yaml.scanner import Scanner

__all__ = [
    "AliasEvent",
    "BadYaml",
    "DocumentStartEvent",
    "MappingEndEvent",
    "MappingNode",
    "MappingStartEvent",
    "ScalarEvent",
    "ScalarNode",
    "SequenceEndEvent",
    "SequenceNode",
    "SequenceStartEvent",
    "StreamEndEvent",
    "as_bad_yaml",
    "leaf_spans",
    "next_event_of",
]


class BadYaml(ValueError):
    """The text is not YAML; `offset` is where."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


class _PythonParser(Reader, Scanner, Parser):
    """PyYAML's own parser, where libyaml is missing. The same events, ten times slower."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)


try:
    from yaml.cyaml import CParser as _Parser  # type: ignore[attr-defined]
except ImportError:  # pragma: no cover
    _Parser = _PythonParser  # type: ignore[misc,assignment]


def next_event_of(text: str, *, pure: bool = False) -> Callable[[], Any]:
    """A function that gives the next event of a text (`pure`: without libyaml)."""
    parser: Any = _PythonParser(text) if pure else _Parser(text)
    found: Callable[[], Any] = parser.get_event
    return found


def as_bad_yaml(error: Exception, text: str) -> BadYaml:
    """What a parser raised, with its place."""
    if isinstance(error, BadYaml):
        return error
    if isinstance(error, MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        return BadYaml(error.problem or "is not YAML", mark.index if mark else 0)
    if isinstance(error, ReaderError):
        return BadYaml(f"a character that YAML does not allow: {error.reason}", _position(text, error))
    return BadYaml("is not YAML", 0)


def _position(text: str, error: ReaderError) -> int:
    """The offset of a character that the reader refused (libyaml counts bytes)."""
    at = error.position or 0
    character = error.character
    if isinstance(character, int) and 0 <= character < 0x110000:
        found = text.find(chr(character))
        return found if found >= 0 else min(at, len(text))
    return min(at, len(text))


def leaf_spans(text: str) -> list[tuple[int, int]]:
    """Where the scalars of a YAML text stand, in order, as far as it can be read: all else is structure or comment."""
    spans: list[tuple[int, int]] = []
    try:
        next_event = next_event_of(text)
        event: Any = next_event()
        while type(event) is not StreamEndEvent:
            kind = type(event)
            if kind is ScalarEvent and event.end_mark.index > event.start_mark.index:
                start: int = event.start_mark.index
                if event.style in ("|", ">"):  # what follows the indicator on its line may be a comment
                    start = text.find("\n", start) if "\n" in text[start : event.end_mark.index] else start
                spans.append((start, event.end_mark.index))
            event = next_event()
    except (YAMLError, ValueError):
        pass
    return spans
