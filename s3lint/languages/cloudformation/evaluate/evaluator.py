"""What every intrinsic function needs: places, limits, choices under assumptions, and the walk, which comes from above.

None is the absence that AWS::NoValue makes.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import product
from math import prod
from typing import Any, Protocol

from s3lint.languages.cloudformation.evaluate.cases import Cases
from s3lint.languages.cloudformation.evaluate.stack_values import StackValues
from s3lint.languages.cloudformation.evaluate.variants import (
    MAX_COMBINATIONS,
    Assumptions,
    Choice,
    choices,
    choose,
    combine,
)
from s3lint.languages.cloudformation.evaluate.world import MAX_EVALUATION_DEPTH
from s3lint.languages.cloudformation.reading import Map, Node, Seq
from s3lint.record import replace
from s3lint.source import Source, Span
from s3lint.values import Guard, OneOf, Reason, Unknown, Value, join_guards
from s3lint.values.resolved import is_hole_of


class ConditionCases(Protocol):
    """The conditions of a stack."""

    def named(self, name: str) -> Cases:
        """The cases of a condition. One that is missing, or refers to itself, is open."""

    def cases(self, node: Node, question: str, span: Span) -> Cases:
        """The cases of an expression; `question` names it where it cannot be decided."""

    def operand(self, node: Node, span: Span) -> Value | None:
        """A value to compare or look up: an open parameter is each value that the template names, or another one."""


class Evaluator(ABC):
    """Evaluates the nodes of one stack."""

    conditions: ConditionCases

    def __init__(self, stack: StackValues) -> None:
        self.stack = stack
        self.source = stack.source
        self.assumed = Assumptions()
        self.loop_values: dict[str, Value] = {}

    @abstractmethod
    def evaluate(self, node: Node, span: Span) -> Value | None:
        """The value of a node that stands at a span; None where AWS::NoValue takes it away."""

    @contextmanager
    def assuming(self, held: list[Guard]) -> Iterator[None]:
        """Evaluate where one of these guards holds."""
        self.assumed.enter(held)
        try:
            yield
        finally:
            self.assumed.leave()

    def choose(self, found: Iterable[Choice], span: Span | None) -> Value | None:
        """One value, or one of several."""
        choices_found = list(found)
        self.stack.world.spend(len(choices_found) * self.assumed.width // 4)
        return choose(choices_found, self.assumed, span)

    def combine(self, arguments: list[Value | None], function: Any, span: Span | None) -> Value | None:
        """A function of values that may hang on conditions."""
        size = prod(len(a.choices) for a in arguments if isinstance(a, OneOf))
        self.stack.world.spend(4 * min(size, MAX_COMBINATIONS))
        if self.stack.world.is_exhausted:
            return Unknown(Reason("limit", "this part", "is too large to evaluate", span), span=span)
        return combine(arguments, lambda chosen: marked_by(function(chosen), chosen), self.assumed, span)

    def combinations(self, arguments: list[Value | None]) -> Iterator[tuple[tuple[Value | None, ...], Guard]]:
        """Each possible combination of values, with its guard."""
        for combination in product(*(tuple(choices(a)) for a in arguments)):
            guard = join_guards(g for _, g in combination)
            if guard is not None and self.assumed.possible(guard):
                yield tuple(v for v, _ in combination), guard

    # -- places, limits, and values that cannot be known

    def span(self, start: int, end: int) -> Span:
        """A span of the text that is being evaluated."""
        return Span(self.source, start, end)

    def key_span(self, key: str, start: int, value_start: int) -> Span:
        """The place of a key (of a short form its tag, of a loop's entry the key as it is written)."""
        text = self.source.text
        quoted = text[start : start + 1] in ('"', "'")
        if text.startswith(key, start + quoted):
            return Span(self.source, start, start + len(key) + 2 * quoted)
        if text.startswith("!", start):
            return Span(self.source, start, start + len(text[start : start + 80].split(None, 1)[0]))
        written = text[start:value_start].rstrip().removesuffix(":").rstrip()
        return Span(self.source, start, start + max(len(written), 1))

    def span_of(self, node: Node, otherwise: Span) -> Span:
        """The place of a collection, which knows it."""
        return self.span(node.start, node.end) if isinstance(node, Map | Seq) else otherwise

    def item(self, argument: Seq, index: int) -> Value | None:
        """An argument of a function, evaluated."""
        return self.evaluate(argument[index], self.span(*argument.at[index]))

    @contextmanager
    def reading(self, source: Source) -> Iterator[None]:
        """Evaluate nodes of another file."""
        before, self.source = self.source, source
        try:
            yield
        finally:
            self.source = before

    @contextmanager
    def deeper(self, node: Node) -> Iterator[bool]:
        """One level of nesting; False where a limit is reached."""
        world = self.stack.world
        world.depth += 1
        world.spend(1 + (len(node) if isinstance(node, Map | Seq) else 0))
        allowed = world.depth <= MAX_EVALUATION_DEPTH and not world.is_exhausted
        if not allowed:
            place = self.span_of(node, self.span(0, 0))
            world.report("S3L905", "too large or too deeply nested to evaluate", self._start_of(place))
        try:
            yield allowed
        finally:
            world.depth -= 1

    def _start_of(self, span: Span) -> Span:
        """Above the limit of steps one place speaks for all."""
        exhausted = self.stack.world.is_exhausted
        return self.span(0, 0) if exhausted else Span(span.source, span.start, span.start + 1)

    def is_foreign(self, span: Span) -> bool:
        """Whether a template language's expression stands in a place."""
        foreign = self.stack.foreign  # sorted, and apart from each other
        before = bisect_left(foreign, (span.end, 0))
        return before > 0 and foreign[before - 1][1] > span.start

    def foreign(self, span: Span) -> Unknown:
        """A value that a template language writes."""
        says = "is a template-language expression, which s3lint does not evaluate"
        return Unknown(Reason("unread", span.text[:60].split("\n")[0], says, span), span=span)

    def wrong(self, name: str, says: str, span: Span) -> Unknown:
        """A call that CloudFormation would reject."""
        return Unknown(Reason("function", name, says, span), span=span)

    def unknown_from(self, value: Value | None, name: str, span: Span) -> Unknown:
        """Unknown for the reason of an argument, where that has one."""
        if isinstance(value, Unknown):
            return Unknown(value.reason, span=span)
        parts = getattr(value, "parts", ())
        reason = next((p.reason for p in parts if isinstance(p, Unknown)), None) or getattr(value, "open", None)
        return Unknown(reason or Reason("function", name, "cannot be evaluated here", span), span=span)


def marked_by(made: Value | None, sources: Iterable[Value | None]) -> Value | None:
    """What a function makes of values is as secret as they are; a text around what is not known shows nothing of it."""
    given = [source for source in sources if source is not None and not (made and is_hole_of(source, made))]
    sensitive = any(source.sensitive for source in given)
    withheld = next((source.withheld for source in given if source.withheld), "")
    if made is None or not (sensitive or withheld):
        return made
    return replace(made, sensitive=made.sensitive or sensitive, withheld=made.withheld or withheld)
