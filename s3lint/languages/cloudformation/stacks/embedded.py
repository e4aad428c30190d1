"""A template that stands in another one as text: `TemplateBody`, however that is put together."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import accumulate
from re import escape, split

from s3lint.languages.cloudformation.evaluate.stack import Stack
from s3lint.languages.cloudformation.reading import Map, Reading, read_inside, read_source
from s3lint.lazy import lazy_re
from s3lint.source import Location, Source, Span
from s3lint.values import Reason, Scalar, Text, Unknown
from s3lint.values.relocated import moved_into

KEY = "TemplateBody"
_PUNCTUATION = lazy_re(r"[^\w.:/-]")
_CHARACTERS = 8  # that take as much work as a step of evaluation


class Holes:
    """What of a template the outer one puts in and nobody knows, by how it is written in the inner text."""

    def __init__(self) -> None:
        self.reasons: dict[str, Reason] = {}

    def written(self, part: Unknown, beside: str) -> str:
        """The text for a part that is not known, which is unlike all that is known."""
        name = _PUNCTUATION.sub("", part.reason.name)  # which might mean something in YAML or JSON
        while f"${{{name}}}" in beside:
            name += "_"
        self.reasons[f"${{{name}}}"] = part.reason
        return f"${{{name}}}"

    def parts(self, text: str, span: Span | None) -> Iterator[str | tuple[str, Reason]]:
        """A text cut at them, each with the reason why it is not known."""
        pieces = split(f"({'|'.join(map(escape, self.reasons))})", text) if self.reasons else [text]
        for piece in filter(None, pieces):
            yield (piece, self.reasons[piece]) if piece in self.reasons else piece


class Inner(Source):
    """The text of an inner template, with the places of the outer one's text that spell it."""

    __slots__ = ("_move",)

    def __init__(self, path: str, text: str, move: Callable[[Source], Callable[[Span], Span]]) -> None:
        super().__init__(path, text)
        self._move = move(self)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset."""
        place = self._move(Span(self, offset, offset + 1))
        return place.source.position(place.start)

    def location(self, start: int, end: int) -> Location:
        """A range as plain data."""
        return self._move(Span(self, start, end)).location()


def embedded(parent: Stack, node: Map) -> tuple[Reading | None, Holes, str | None]:
    """The template in a nested stack's text, what of it is not known, and why it cannot be read where it is there."""
    properties, holes = node.get("Properties"), Holes()
    if not isinstance(properties, Map) or KEY not in properties:
        return None, holes, None
    place = Span(parent.source, *properties.at[KEY][1:])
    value = parent.evaluator.evaluate(properties[KEY], place)
    if not isinstance(value, Scalar | Text):
        return None, holes, "is not known"
    inner = _inner(value, place, holes)
    parent.world.spend(len(inner.text) // _CHARACTERS)
    if parent.world.is_exhausted:
        return None, holes, "is too large to evaluate"
    first_line = place.source.text.find("\n", place.start, place.end)
    if isinstance(properties[KEY], str) and first_line >= 0 and place.text[0] == "|":  # it stands there as it is
        reading = read_inside(place.source, first_line + 1, place.end)
    else:
        reading = read_source(inner)
    parent.world.diagnostics += [p for p in reading.problems if p not in parent.world.diagnostics]
    return reading, holes, None if reading.complete else "cannot be read"


def _inner(value: Scalar | Text, place: Span, holes: Holes) -> Inner:
    """The text as the outer template makes it. It begins where the outer one has it, so that no two places are one."""
    parts = value.parts if isinstance(value, Text) else (str(value.data),)
    known = "".join(part for part in parts if isinstance(part, str))
    pieces = [part if isinstance(part, str) else holes.written(part, known) for part in parts]
    # where each piece starts: in the inner text, and in the value, in which one that is not known is one character
    starts = list(accumulate(map(len, pieces), initial=place.start))
    before = list(accumulate((len(part) if isinstance(part, str) else 1 for part in parts), initial=0))

    def offset(at: int) -> int:
        index = min(max(bisect_right(starts, at) - 1, 0), len(pieces) - 1)
        return min(before[index] + max(at - starts[index], 0), before[index + 1])

    def move(source: Source) -> Callable[[Span], Span]:
        return moved_into(value, source, place, offset)

    return Inner(place.path, "\n" * place.start + "".join(pieces), move)
