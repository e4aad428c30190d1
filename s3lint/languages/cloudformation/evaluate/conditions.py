"""Conditions with three truth values: under which answers to open questions each is true or false."""

from __future__ import annotations

import json

from s3lint.languages.cloudformation.evaluate.cases import MAX_CASES, Cases, Other, equal, free, negated, simplified
from s3lint.languages.cloudformation.evaluate.comparisons import Comparisons
from s3lint.languages.cloudformation.evaluate.domains import Domains
from s3lint.languages.cloudformation.evaluate.evaluator import Evaluator
from s3lint.languages.cloudformation.evaluate.variants import choices
from s3lint.languages.cloudformation.reading import Map, Node, Seq
from s3lint.source import Span
from s3lint.values import ALWAYS, Guard, OneOf, Option, Scalar, Unknown, Value, join_guards


class Conditions:
    """The Conditions section of one stack."""

    def __init__(self, evaluator: Evaluator) -> None:
        self.evaluator = evaluator
        self._known: dict[str, Cases] = {}
        self._open: set[str] = set()
        self._domains = Domains(evaluator.stack)
        self._comparisons: Comparisons | None = None

    def named(self, name: str) -> Cases:
        """The cases of a condition. One that is missing, or refers to itself, is open."""
        question = self.evaluator.stack.qualified(name)
        reads, place = self.evaluator.stack.world.reads, ("condition", question)
        if name in self._known:
            reads.again(place)
        else:
            section = self.evaluator.stack.section("Conditions")
            if name not in section or name in self._open:
                return free(question)
            self._open.add(name)
            try:
                source = self.evaluator.stack.source
                with self.evaluator.assumed.nothing(), self.evaluator.reading(source):
                    span = Span(source, *section.at[name][1:])
                    self._known[name] = reads.made(place, lambda: self.cases(section[name], question, span))
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
                return negated(self.cases(argument[0], question, span), question)
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
            self.evaluator.stack.world.spend(len(found) * len(inner))
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
        return simplified(found)

    def _equals(self, argument: Seq, question: str) -> Cases:
        one, two = (self.operand(argument[i], self.evaluator.span(*argument.at[i])) for i in (0, 1))
        question = self._shared(argument, question)
        found: list[tuple[Guard, bool]] = []
        self.evaluator.stack.world.spend(sum(1 for _ in choices(one)) * sum(1 for _ in choices(two)))
        for left, guard in choices(one):
            for right, also in choices(two):
                joined = join_guards((guard, also))
                if joined is None:
                    continue
                answer = equal(left, right)
                if answer is not None:
                    found.append((joined, answer))
                    continue
                for atom, truth in free(question):
                    both = join_guards((joined, atom))
                    if both is not None:
                        found.append((both, truth))
        return simplified(tuple(found)) if 0 < len(found) <= MAX_CASES else free(question)

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
            domain = self._domains.of(name)
            named = [v for v in domain if v or not self.evaluator.stack.parameters.has_text(name)]
            if len(named) > MAX_CASES // 4:
                return value
            options = [Option(Scalar(v, span=span), frozenset({(question, v)})) for v in named]
            options.append(Option(Other(span=span), frozenset({(question, "another value")})))
            self.evaluator.stack.world.answers[question] = frozenset((*named, "another value"))
            return OneOf(tuple(options), span=span) if named else Other(span=span) if domain else value
        return value
