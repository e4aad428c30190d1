"""Nodes to values: the walk, and what every intrinsic function needs. None is the absence that AWS::NoValue makes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any

from s3lint.languages.cloudformation.evaluate.conditions import Conditions, guards
from s3lint.languages.cloudformation.evaluate.include import Elsewhere, splice
from s3lint.languages.cloudformation.evaluate.intrinsics import FUNCTIONS
from s3lint.languages.cloudformation.evaluate.loops import LOOP, expand
from s3lint.languages.cloudformation.evaluate.references import get_att, ref
from s3lint.languages.cloudformation.evaluate.strings import plain_text
from s3lint.languages.cloudformation.evaluate.variants import (
    MAX_COMBINATIONS,
    Assumptions,
    Choice,
    choices,
    choose,
    combine,
)
from s3lint.languages.cloudformation.evaluate.world import MAX_EVALUATION_DEPTH, MAX_STEPS
from s3lint.languages.cloudformation.reading import Lost, Map, Node, Seq
from s3lint.source import Source, Span
from s3lint.values import Guard, Mapping, OneOf, Reason, Scalar, Sequence, Unknown, Value, join_guards

if TYPE_CHECKING:
    from s3lint.languages.cloudformation.evaluate.stack import Stack


@dataclass(slots=True)
class Evaluator:
    """Evaluates the nodes of one stack."""

    stack: Stack
    source: Source
    assumed: Assumptions
    conditions: Conditions
    loop_values: dict[str, Value]

    @staticmethod
    def of(stack: Stack) -> Evaluator:
        """The evaluator of a stack."""
        made = Evaluator(stack, stack.source, Assumptions(), None, {})  # type: ignore[arg-type]
        made.conditions = Conditions(made)
        return made

    # -- the walk

    def evaluate(self, node: Node, span: Span) -> Value | None:
        """The value of a node that stands at a span; None where AWS::NoValue takes it away."""
        if isinstance(node, str):
            return self.foreign(span) if self.is_foreign(span) else plain_text(self, node, span)
        if isinstance(node, Map | Seq):
            with self.deeper(node) as allowed:
                if not allowed:
                    says = "is too large or too deeply nested to evaluate"
                    return Unknown(Reason("limit", "this part", says, span), span=span)
                return self._sequence(node, span) if isinstance(node, Seq) else self._mapping(node, span)
        if isinstance(node, Elsewhere):
            with self.reading(node.source):
                return self.evaluate(node.node, self.span(node.start, node.end))
        if isinstance(node, Lost):
            return Unknown(Reason("limit", "this part", node.why, span), span=span)
        return Scalar(node, span=span)

    def _sequence(self, node: Seq, span: Span) -> Value:
        items = [self.evaluate(item, self.span(*place)) for item, place in zip(node, node.at, strict=True)]
        return Sequence(tuple(item for item in items if item is not None), span=span)

    def _mapping(self, node: Map, span: Span) -> Value | None:
        if "?" in node and span.text.startswith("{{"):  # to YAML, `{{ x }}` is a map with a map as its key
            self.stack.world.report("S3L907", "s3lint does not evaluate template-language expressions", span)
            return self.foreign(span)
        if len(node) == 1:
            ((name, argument),) = node.items()
            function = FUNCTIONS.get(name)
            if function is not None:
                return function(self, argument, span)
            if name.startswith("Fn::") and not name.startswith((LOOP, "Fn::Transform")):
                self.stack.world.report("S3L907", f"s3lint does not know the function {name}", span)
                return Unknown(Reason("function", name, "is not evaluated", span), span=span)
        return self.entries(node, span)

    def entries(self, node: Map, span: Span) -> Mapping:
        """A mapping that is no function: loops and includes inside it expanded."""
        node, opened = self.unfold(node, span)
        values: dict[str, Value] = {}
        keys: dict[str, Span] = {}
        for key, item in node.items():
            start, begin, end = node.at[key]
            value = self.evaluate(item, self.span(begin, end))
            if value is not None:
                values[key] = value
                keys[key] = self._key_of(item, key) or self.key_span(key, start, begin)
        twice = tuple((key, self.key_span(key, start, start + len(key))) for key, start in node.twice)
        for key, place in dict(twice).items():
            self.stack.world.report("S3L901", f"{key} is set twice: the last one counts", place, incomplete=False)
        return Mapping(values, keys, "map", opened, twice, span=span)

    def _key_of(self, item: Node, key: str) -> Span | None:
        """The place of a key in the file that an include names."""
        if not isinstance(item, Elsewhere):
            return None
        with self.reading(item.source):
            return self.key_span(key, item.key_start, item.start)

    def unfold(self, node: Map, span: Span) -> tuple[Map, Reason | None]:
        """A mapping with its Fn::ForEach loops and Fn::Transform includes expanded, and why there may be more."""
        opened: Reason | None = None
        if any(key.startswith(LOOP) for key in node):
            node, opened = expand(self, node)
        if "Fn::Transform" in node:
            node, also = splice(self, node, span)
            opened = opened or also
        return node, opened

    # -- conditions

    def choose_branch(self, name: str, branches: list[tuple[Node, Span]], span: Span) -> Value | None:
        """Fn::If: the branch that holds, or both with their guards."""
        question = self.stack.qualified(name)
        cases = tuple(c for c in self.conditions.named(name) if self.assumed.possible(c[0]))
        found: list[Choice] = []
        for truth, (node, place) in zip((True, False), branches, strict=True):
            held = guards(cases, truth, question)
            if not held:
                continue
            self.assumed.enter(held)
            try:
                value = self.evaluate(node, place)
            finally:
                self.assumed.leave()
            found += [(value, guard) for guard in held]
        return self.choose(found, span)

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
        self.stack.world.steps += len(choices_found) * self.assumed.width // 4
        return choose(choices_found, self.assumed, span)

    def combine(self, arguments: list[Value | None], function: Any, span: Span | None) -> Value | None:
        """A function of values that may hang on conditions."""
        size = prod(len(a.choices) for a in arguments if isinstance(a, OneOf))
        self.stack.world.steps += 4 * min(size, MAX_COMBINATIONS)
        if self.stack.world.steps > MAX_STEPS:
            return Unknown(Reason("limit", "this part", "is too large to evaluate", span), span=span)
        return combine(arguments, function, self.assumed, span)

    def combinations(self, arguments: list[Value | None]) -> Iterator[tuple[tuple[Value | None, ...], Guard]]:
        """Each possible combination of values, with its guard."""
        for combination in product(*(tuple(choices(a)) for a in arguments)):
            guard = join_guards(g for _, g in combination)
            if guard is not None and self.assumed.possible(guard):
                yield tuple(v for v, _ in combination), guard

    # -- references

    def ref(self, name: str, span: Span) -> Value | None:
        """What a logical name refers to."""
        return ref(self, name, span)

    def get_att(self, name: str, attribute: str, span: Span) -> Value | None:
        """An attribute of a resource."""
        return get_att(self, name, attribute, span)

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
        world.steps += 1 + (len(node) if isinstance(node, Map | Seq) else 0)
        allowed = world.depth <= MAX_EVALUATION_DEPTH and world.steps <= MAX_STEPS
        if not allowed:
            place = self.span_of(node, self.span(0, 0))
            world.report("S3L905", "too large or too deeply nested to evaluate", self._start_of(place))
        try:
            yield allowed
        finally:
            world.depth -= 1

    def _start_of(self, span: Span) -> Span:
        """Above the limit of steps one place speaks for all."""
        exhausted = self.stack.world.steps > MAX_STEPS
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
