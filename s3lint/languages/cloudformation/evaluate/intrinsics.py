"""The table of intrinsic functions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from s3lint.languages.cloudformation.evaluate import lookups, strings
from s3lint.languages.cloudformation.reading import Map, Node, Seq
from s3lint.source import Span
from s3lint.values import Reason, Scalar, Unknown, Value, text_of

if TYPE_CHECKING:
    from s3lint.languages.cloudformation.evaluate.evaluator import Evaluator

Function = Callable[["Evaluator", Node, Span], Value | None]


def _ref(evaluator: Evaluator, argument: Node, span: Span) -> Value | None:
    if isinstance(argument, str):
        return evaluator.ref(argument, span)
    name = _text(evaluator, argument, span)
    return evaluator.ref(name, span) if name is not None else evaluator.wrong("Ref", "needs a name", span)


def _get_att(evaluator: Evaluator, argument: Node, span: Span) -> Value | None:
    if isinstance(argument, str):
        name, _, attribute = argument.partition(".")
        return evaluator.get_att(name, attribute, span)
    if isinstance(argument, Seq) and len(argument) >= 2:
        pieces = [
            _text(evaluator, item, evaluator.span(*place)) for item, place in zip(argument, argument.at, strict=True)
        ]
        if pieces[0] is not None and None not in pieces:
            return evaluator.get_att(pieces[0], ".".join(piece or "" for piece in pieces[1:]), span)
    return evaluator.wrong("Fn::GetAtt", "needs a resource and an attribute", span)


def _text(evaluator: Evaluator, node: Node, span: Span) -> str | None:
    value = evaluator.evaluate(node, span)
    return text_of(value) if value is not None else None


def _if(evaluator: Evaluator, argument: Node, span: Span) -> Value | None:
    if not isinstance(argument, Seq) or len(argument) != 3 or not isinstance(argument[0], str):
        return evaluator.wrong("Fn::If", "needs a condition and two values", span)
    branches = [(argument[i], evaluator.span(*argument.at[i])) for i in (1, 2)]
    return evaluator.choose_branch(argument[0], branches, span)


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
