"""The table of intrinsic functions."""

from __future__ import annotations

from collections.abc import Callable

from s3lint.languages.cloudformation.evaluate import lookups, strings
from s3lint.languages.cloudformation.evaluate.cases import guards
from s3lint.languages.cloudformation.evaluate.evaluator import Evaluator
from s3lint.languages.cloudformation.evaluate.references import get_att, ref
from s3lint.languages.cloudformation.evaluate.variants import Choice
from s3lint.languages.cloudformation.reading import Map, Node, Seq
from s3lint.source import Span
from s3lint.values import Reason, Scalar, Unknown, Value, text_of

Function = Callable[[Evaluator, Node, Span], Value | None]


def _ref(evaluator: Evaluator, argument: Node, span: Span) -> Value | None:
    if isinstance(argument, str):
        return ref(evaluator, argument, span)
    name = _text(evaluator, argument, span)
    return ref(evaluator, name, span) if name is not None else evaluator.wrong("Ref", "needs a name", span)


def _get_att(evaluator: Evaluator, argument: Node, span: Span) -> Value | None:
    if isinstance(argument, str):
        name, _, attribute = argument.partition(".")
        return get_att(evaluator, name, attribute, span)
    if isinstance(argument, Seq) and len(argument) >= 2:
        pieces = [
            _text(evaluator, item, evaluator.span(*place)) for item, place in zip(argument, argument.at, strict=True)
        ]
        if pieces[0] is not None and None not in pieces:
            return get_att(evaluator, pieces[0], ".".join(piece or "" for piece in pieces[1:]), span)
    return evaluator.wrong("Fn::GetAtt", "needs a resource and an attribute", span)


def _text(evaluator: Evaluator, node: Node, span: Span) -> str | None:
    value = evaluator.evaluate(node, span)
    return text_of(value) if value is not None else None


def _if(evaluator: Evaluator, argument: Node, span: Span) -> Value | None:
    if not isinstance(argument, Seq) or len(argument) != 3 or not isinstance(argument[0], str):
        return evaluator.wrong("Fn::If", "needs a condition and two values", span)
    branches = [(argument[i], evaluator.span(*argument.at[i])) for i in (1, 2)]
    return _branch(evaluator, argument[0], branches, span)


def _branch(evaluator: Evaluator, name: str, branches: list[tuple[Node, Span]], span: Span) -> Value | None:
    """The branch that holds, or both with their guards."""
    question = evaluator.stack.qualified(name)
    cases = tuple(case for case in evaluator.conditions.named(name) if evaluator.assumed.possible(case[0]))
    found: list[Choice] = []
    for truth, (node, place) in zip((True, False), branches, strict=True):
        held = guards(cases, truth, question)
        if not held:
            continue
        with evaluator.assuming(held):
            value = evaluator.evaluate(node, place)
        found += [(value, guard) for guard in held]
    return evaluator.choose(found, span)


def _truth(name: str) -> Function:
    """A condition function where a value stands."""

    def decide(evaluator: Evaluator, argument: Node, span: Span) -> Value | None:
        node = Map(span.start)
        node.put(name, argument, (span.start, span.start, span.end))
        cases = evaluator.conditions.cases(node, f"{name} on line {span.line}", span)
        return evaluator.choose([(Scalar(truth, span=span), guard) for guard, truth in cases], span)

    return decide


def _deployed(name: str) -> Function:
    """A function whose value only a deployment knows."""

    def unknown(evaluator: Evaluator, argument: Node, span: Span) -> Value | None:
        return Unknown(Reason("function", name, "is not evaluated here", span), span=span)

    return unknown


FUNCTIONS: dict[str, Function] = {
    "Ref": _ref,
    "Fn::GetAtt": _get_att,
    "Fn::If": _if,
    "Fn::Sub": strings.sub,
    "Fn::Join": strings.join,
    "Fn::Split": strings.split,
    "Fn::Base64": strings.base64_text,
    "Fn::ToJsonString": strings.to_json_string,
    "Fn::FindInMap": lookups.find_in_map,
    "Fn::Select": lookups.select,
    "Fn::GetAZs": lookups.get_azs,
    "Fn::Cidr": lookups.cidr,
    "Fn::Length": lookups.length,
    "Fn::ImportValue": lookups.import_value,
    "Fn::GetStackOutput": lookups.get_stack_output,
    **{name: _truth(name) for name in ("Fn::Equals", "Fn::And", "Fn::Or", "Fn::Not")},
    # of the Rules section: about parameters only
    **{
        name: _deployed(name)
        for name in (
            "Fn::Contains",
            "Fn::EachMemberEquals",
            "Fn::EachMemberIn",
            "Fn::RefAll",
            "Fn::ValueOf",
            "Fn::ValueOfAll",
        )
    },
}
