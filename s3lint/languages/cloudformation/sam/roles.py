"""The role of a function or state machine: its `Policies` as the policies of an AWS::IAM::Role."""

from __future__ import annotations

from s3lint.aws.serverless import ROLE_SERVICES
from s3lint.languages.cloudformation.evaluate.evaluator import Evaluator
from s3lint.languages.cloudformation.sam.documents import mapping, policy_template, texts
from s3lint.source import Span
from s3lint.values import Mapping, OneOf, Reason, Resource, Scalar, Sequence, Unknown, Value


def role_body(evaluator: Evaluator, resource: Resource) -> Mapping:
    """The attributes of the role that SAM makes for a resource."""
    body, span = resource.body, resource.header
    assert span is not None
    given = body.get("Policies")
    items = list(given.items) if isinstance(given, Sequence) else [given] if given is not None else []
    if isinstance(given, OneOf):
        items = [given]
    inline: list[Value] = []
    managed: list[Value] = []
    opened: Reason | None = given.open if isinstance(given, Sequence) else None
    for index, item in enumerate(items):
        place = item.span or span
        policy = evaluator.combine([item], lambda v, i=index, p=place: _inline(evaluator, v[0], i, p), place)
        arn = evaluator.combine([item], lambda v: v[0] if not isinstance(v[0], Mapping | Sequence) else None, place)
        inline += [policy] if policy is not None else []
        managed += [arn] if arn is not None else []
        if isinstance(item, Unknown) and item.identity is None:  # else it is a managed policy, known by its name
            opened = opened or item.reason
    entries: dict[str, Value] = {
        "AssumeRolePolicyDocument": body.get("AssumeRolePolicyDocument") or _trust(resource, span),
        "Policies": Sequence(tuple(inline), span=given.span if given is not None else span, open=opened),
        "ManagedPolicyArns": Sequence(tuple(managed), span=given.span if given is not None else span, open=opened),
    }
    boundary = body.get("PermissionsBoundary")
    if boundary is not None:
        entries["PermissionsBoundary"] = boundary
    return mapping(entries, span)


def _inline(evaluator: Evaluator, item: Value | None, index: int, span: Span) -> Value | None:
    """A policy as a role holds it, or None for a managed policy and for templates that are not about S3."""
    if not isinstance(item, Mapping):
        return None
    document = item if "Statement" in item.entries else _from_template(evaluator, item, span)
    if document is None:
        return None
    return mapping({"PolicyName": Scalar(f"Policy{index}", span=span), "PolicyDocument": document}, span)


def _from_template(evaluator: Evaluator, item: Mapping, span: Span) -> Mapping | None:
    if len(item.entries) != 1:
        return None
    ((name, parameters),) = item.entries.items()
    bucket = parameters.get("BucketName") if isinstance(parameters, Mapping) else None
    return policy_template(evaluator, name, bucket, span)


def _trust(resource: Resource, span: Span) -> Mapping:
    principal = mapping({"Service": texts([ROLE_SERVICES[resource.type]], span)}, span)
    statement = mapping(
        {"Effect": Scalar("Allow", span=span), "Action": texts(["sts:AssumeRole"], span), "Principal": principal}, span
    )
    return mapping({"Version": Scalar("2012-10-17", span=span), "Statement": Sequence((statement,), span=span)}, span)
