"""Conditions with three truth values: under which answers to open questions each is true or false."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from s3lint.languages.cloudformation.evaluate.comparisons import Comparisons
from s3lint.languages.cloudformation.evaluate.variants import choices
from s3lint.languages.cloudformation.reading import Map, Node, Seq
from s3lint.source import Span
from s3lint.values import ALWAYS, Guard, OneOf, Option, Scalar, Sequence, Text, Unknown, Value, join_guards, text_of

if TYPE_CHECKING:
    from s3lint.languages.cloudformation.evaluate.evaluator import Evaluator

MAX_CASES = 256
MAX_WITNESSES = 8

Cases = tuple[tuple[Guard, bool], ...]
"""What a condition may be: each case with the answers that make it so. All cases together cover everything."""


@dataclass(slots=True, eq=False, kw_only=True)
class Other(Value):
    """Any value of a parameter that the template does not name."""


def free(question: str) -> Cases:
    """A condition of which nothing is known."""
    return tuple((frozenset({(question, "true" if truth else "false")}), truth) for truth in (True, False))


def guards(cases: Cases, truth: bool, question: str) -> list[Guard]:
    """The guards under which a condition has a truth value; many of them are said by its name."""
    found = [guard for guard, t in cases if t is truth]
    if len(found) > MAX_WITNESSES:
        return [frozenset({(question, "true" if truth else "false")})]
    return found


class Conditions:
    """The Conditions section of one stack."""

    def __init__(self, evaluator: Evaluator) -> None:
        self.evaluator = evaluator
        self._known: dict[str, Cases] = {}
        self._open: set[str] = set()
        self._domains: dict[str, dict[str, None]] | None = None
        self._comparisons: Comparisons | None = None

    def named(self, name: str) -> Cases:
        """The cases of a condition. One that is missing, or refers to itself, is open."""
        question = self.evaluator.stack.qualified(name)
        if name not in self._known:
            section = self.evaluator.stack.section("Conditions")
            if name not in section or name in self._open:
                return free(question)
            self._open.add(name)
            try:
                source = self.evaluator.stack.source
                with self.evaluator.assumed.nothing(), self.evaluator.reading(source):
                    span = Span(source, *section.at[name][1:])
                    self._known[name] = self.cases(section[name], question, span)
            finally:
                self._open.discard(name)
        return self._known[name]

    def cases(self, node: Node, question: str, span: Span) -> Cases:
        """The cases of an expression; `question` names it where it cannot be decided."""
        with self.evaluator.deeper(node) as allowed:
            if not allowed or not isinstance(node, Map) or len(node) != 1:
                return free(question)
            ((name, argument),) = node.items()
            if name == "Condition" and isinstance(argument, str):
                return self.named(argument)
            if name == "Fn::Equals" and isinstance(argument, Seq) and len(argument) == 2:
                return self._equals(argument, question)
            if name == "Fn::Not" and isinstance(argument, Seq) and len(argument) == 1:
                return _negated(self.cases(argument[0], question, span), question)
            if name in ("Fn::And", "Fn::Or") and isinstance(argument, Seq) and argument:
                return self._fold(argument, question, span, deciding=name == "Fn::Or")
        return free(question)

    def _inner(self, question: str, argument: Seq, index: int) -> str:
        """A name for a part of a condition: the same expression is the same question."""
        try:
            written = json.dumps(argument[index], sort_keys=True, default=str)
        except (TypeError, RecursionError, ValueError):
            written = ""
        if 0 < len(written) <= 120:
            return self.evaluator.stack.qualified(written)
        return f"{question} (part {index + 1})"

    def _fold(self, argument: Seq, question: str, span: Span, *, deciding: bool) -> Cases:
        """And, Or: a part that decides needs no others."""
        found: Cases = ((ALWAYS, not deciding),)
        for index, part in enumerate(argument):
            inner = self.cases(part, self._inner(question, argument, index), span)
            if len(inner) == 1 and inner[0][1] is deciding:
                return inner
            self.evaluator.stack.world.steps += len(found) * len(inner)
            if len(found) * len(inner) > 16 * MAX_CASES:
                return free(question)
            found = tuple(
                dict.fromkeys(
                    (joined, truth)
                    for guard, held in found
                    for also, truth in (((ALWAYS, held),) if held is deciding else inner)
                    if (joined := join_guards((guard, also))) is not None
                )
            )
            if len(found) > MAX_CASES:
                return free(question)
        return _simplified(found)

    def _equals(self, argument: Seq, question: str) -> Cases:
        one, two = (self.operand(argument[i], self.evaluator.span(*argument.at[i])) for i in (0, 1))
        question = self._shared(argument, question)
        found: list[tuple[Guard, bool]] = []
        self.evaluator.stack.world.steps += sum(1 for _ in choices(one)) * sum(1 for _ in choices(two))
        for left, guard in choices(one):
            for right, also in choices(two):
                joined = join_guards((guard, also))
                if joined is None:
                    continue
                answer = _equal(left, right)
                if answer is not None:
                    found.append((joined, answer))
                    continue
                for atom, truth in free(question):
                    both = join_guards((joined, atom))
                    if both is not None:
                        found.append((both, truth))
        return _simplified(tuple(found)) if 0 < len(found) <= MAX_CASES else free(question)

    def _shared(self, argument: Seq, question: str) -> str:
        """The question that equal comparisons share; inside a loop they are not equal."""
        if self.evaluator.loop_values:
            return question
        if self._comparisons is None:
            self._comparisons = Comparisons(self.evaluator.stack.section("Conditions"))
        shared = self._comparisons.question(argument, "")
        return self.evaluator.stack.qualified(shared) if shared else question

    def operand(self, node: Node, span: Span) -> Value | None:
        """A value to compare or look up: an open parameter is each value that the template names, or another one."""
        value = self.evaluator.evaluate(node, span)
        if isinstance(value, Unknown) and isinstance(node, Map) and len(node) == 1 and isinstance(node.get("Ref"), str):
            name: str = node["Ref"]
            if not self.evaluator.stack.is_open(name):
                return value
            question = self.evaluator.stack.question(name)
            domain = self._domain(name)
            named = [v for v in domain if v or not self.evaluator.stack.parameters.has_text(name)]
            if len(named) > MAX_CASES // 4:
                return value
            options = [Option(Scalar(v, span=span), frozenset({(question, v)})) for v in named]
            options.append(Option(Other(span=span), frozenset({(question, "another value")})))
            self.evaluator.stack.world.answers[question] = frozenset((*named, "another value"))
            return OneOf(tuple(options), span=span) if named else Other(span=span) if domain else value
        return value

    def is_other(self, value: Value | None) -> bool:
        """Whether this is «any other value»."""
        return isinstance(value, Other)

    def _domain(self, name: str) -> dict[str, None]:
        """The values that the template compares a parameter with, or has in a map that it looks up."""
        if self._domains is None:
            self._domains = {}
            self._collect(self.evaluator.stack.root)
        return self._domains.get(name, {})

    def _collect(self, root: Node) -> None:
        todo, left = [root], 200_000
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
            rows = self.evaluator.stack.section("Mappings").get(argument[0])
            if isinstance(rows, Map):
                self._add(argument[1], list(rows))
                for row in rows.values():
                    self._add(argument[2], list(row) if isinstance(row, Map) else [])

    def _add(self, node: Node, values: list[str]) -> None:
        if isinstance(node, Map) and len(node) == 1 and isinstance(node.get("Ref"), str) and self._domains is not None:
            self._domains.setdefault(node["Ref"], {}).update(dict.fromkeys(values))


def _negated(cases: Cases, question: str) -> Cases:
    """The opposite; where the whole is an open question, its answer is the opposite, too."""
    turned = {(question, "true"): (question, "false"), (question, "false"): (question, "true")}
    return tuple((frozenset(turned.get(atom, atom) for atom in guard), not truth) for guard, truth in cases)


def _simplified(cases: Cases) -> Cases:
    """Cases that all agree are one."""
    truths = {truth for _, truth in cases}
    return ((ALWAYS, truths.pop()),) if len(truths) == 1 else tuple(dict.fromkeys(cases))


def _equal(one: Value | None, two: Value | None) -> bool | None:
    """Whether two values are equal; None where that is not known. Numbers and booleans compare as text."""
    if isinstance(one, Other) or isinstance(two, Other):
        return False if isinstance(one, Scalar) or isinstance(two, Scalar) else None
    if isinstance(one, Unknown) or isinstance(two, Unknown):
        same = isinstance(one, Unknown) and isinstance(two, Unknown) and one.identity is not None
        return True if same and one.identity == two.identity else None  # type: ignore[union-attr]
    if isinstance(one, Text) or isinstance(two, Text):
        return _equal_text(one, two)
    if isinstance(one, Sequence) and isinstance(two, Sequence):
        if one.open or two.open:
            return None
        if len(one.items) != len(two.items):
            return False
        answers = [_equal(a, b) for a, b in zip(one.items, two.items, strict=True)]
        return False if False in answers else None if None in answers else True
    left = text_of(one) if one is not None else ""
    right = text_of(two) if two is not None else ""
    return left == right if left is not None and right is not None else None


def _equal_text(one: Value | None, two: Value | None) -> bool | None:
    """A text that is known in part differs from another one for certain where a known end differs."""
    if isinstance(one, Scalar):
        one, two = two, one
    known = text_of(two) if two is not None else None
    if isinstance(one, Text) and known is not None:
        head, tail = one.parts[0], one.parts[-1]
        if isinstance(head, str) and not known.startswith(head):
            return False
        if isinstance(tail, str) and not known.endswith(tail):
            return False
    return None
