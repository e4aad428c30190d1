"""Ref and GetAtt: parameters, pseudo parameters, resources, and the outputs of nested stacks."""

from __future__ import annotations

from s3lint.aws.identities import ACCOUNT_ID, REGION_NAME
from s3lint.aws.places import Places, partition_of
from s3lint.languages.cloudformation.evaluate.evaluator import Evaluator
from s3lint.source import Span
from s3lint.values import Identity, OneOf, Reason, Scalar, Unknown, Value
from s3lint.values.place import USUAL

SUFFIXES = {"aws-cn": "amazonaws.com.cn", "aws-iso": "c2s.ic.gov", "aws-iso-b": "sc2s.sgov.gov"}
_OF_THE_STACK = ("AWS::StackName", "AWS::StackId", "AWS::NotificationARNs")


def ref(evaluator: Evaluator, name: str, span: Span) -> Value | None:
    """The value of `Ref: name`; None for AWS::NoValue."""
    stack = evaluator.stack
    if name == "AWS::NoValue":
        return None
    if name.startswith("AWS::"):
        return pseudo(evaluator, name, span)
    if name in evaluator.loop_values:
        return evaluator.loop_values[name].at(span)
    if stack.parameters.declares(name):
        return _here(evaluator, stack.parameters.value(name), span)
    kind = stack.type_of(name)
    if kind is not None:
        return _after_apply(evaluator, kind, name, "Ref", span)
    says = "is neither a parameter nor a resource in this template"
    return Unknown(Reason("parameter", name, says, span), span=span)


def _here(evaluator: Evaluator, value: Value, span: Span) -> Value | None:
    """A value at the place where it is used, without the variants that are not possible there."""
    if not isinstance(value, OneOf):
        return value.at(span)
    moved = [(c.value.at(span) if c.value is not None else None, c.guard) for c in value.choices]
    return evaluator.choose(moved, span)


def _after_apply(evaluator: Evaluator, kind: str, name: str, attribute: str, span: Span) -> Unknown:
    address = evaluator.stack.qualified(name)
    evaluator.stack.refer(name)
    shown = f"!Ref {name}" if attribute == "Ref" else f"!GetAtt {name}.{attribute}"
    reason = Reason("after-apply", shown, "is known only after the stack is deployed", span)
    return Unknown(reason, Identity(kind, address, attribute), span=span)


def pseudo(evaluator: Evaluator, name: str, span: Span) -> Value:
    """A pseudo parameter: known where the account or region is."""
    world, stack = evaluator.stack.world, evaluator.stack
    address = stack.qualified(name) if name in _OF_THE_STACK else name
    if name in (ACCOUNT_ID, REGION_NAME):
        address = name if stack.place == USUAL else f"{stack.place}/{name}"
        world.made_by[address] = stack.place, None
    identity = Identity(name, address, "")
    places = Places(world.places, world.made_by.get)
    region = places.region(stack.place).text
    partition = partition_of(region)
    known = {
        ACCOUNT_ID: places.account(stack.place).text,
        REGION_NAME: region,
        "AWS::Partition": partition,
        "AWS::URLSuffix": SUFFIXES.get(partition, "amazonaws.com") if partition else None,
    }.get(name)
    if known is not None:
        return Scalar(known, identity, span=span)
    return Unknown(Reason("pseudo", name, "is known only when the stack is deployed", span), identity, span=span)


def get_att(evaluator: Evaluator, name: str, attribute: str, span: Span) -> Value | None:
    """The value of `GetAtt: name.attribute`; the output of a nested stack that can be read is its value."""
    stack = evaluator.stack
    kind = stack.type_of(name)
    if kind is None:
        return Unknown(Reason("parameter", name, "is not a resource in this template", span), span=span)
    if attribute.startswith("Outputs."):
        child = stack.child(name)
        if child is not None:
            value = child.output(attribute.removeprefix("Outputs."))
            return _here(evaluator, value, span) if value is not None else None
    return _after_apply(evaluator, kind, name, attribute, span)
