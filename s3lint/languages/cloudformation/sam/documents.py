"""Policy documents that SAM writes: policy templates and connectors."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from s3lint.languages.cloudformation.evaluate.evaluator import Evaluator
from s3lint.languages.cloudformation.evaluate.references import ref
from s3lint.languages.cloudformation.evaluate.strings import combine_joined
from s3lint.packaged import packaged
from s3lint.source import Span
from s3lint.values import Mapping, Scalar, Sequence, Value


@lru_cache(maxsize=1)
def grants() -> dict[str, Any]:
    """The data file."""
    data: dict[str, Any] = json.loads(packaged(__package__, "grants.json"))
    return data


def mapping(entries: dict[str, Value], span: Span | None) -> Mapping:
    """A mapping all of which stands at one place."""
    return Mapping(entries, dict.fromkeys(entries, span) if span else {}, span=span)


def texts(items: list[str], span: Span | None) -> Sequence:
    """A list of strings all of which stand at one place."""
    return Sequence(tuple(Scalar(item, span=span) for item in items), span=span)


def _document(statements: list[Value], span: Span) -> Mapping:
    return mapping(
        {"Version": Scalar("2012-10-17", span=span), "Statement": Sequence(tuple(statements), span=span)}, span
    )


def _statement(actions: list[str], resources: list[Value], span: Span) -> Mapping:
    listed = Sequence(tuple(resources), span=span)
    return mapping({"Effect": Scalar("Allow", span=span), "Action": texts(actions, span), "Resource": listed}, span)


def policy_template(evaluator: Evaluator, name: str, bucket: Value | None, span: Span) -> Mapping | None:
    """The document of a SAM policy template for a bucket's name; None for templates that are not about S3."""
    template = grants()["policy_templates"].get(name)
    if template is None:
        return None
    partition = ref(evaluator, "AWS::Partition", span)
    statements: list[Value] = []
    for entry in template:
        resources: list[Value] = []
        for suffix in entry["on"]:
            parts: list[Value | None] = [Scalar("arn:"), partition, Scalar(":s3:::"), bucket, Scalar(suffix)]
            arn = combine_joined(evaluator, parts, "", span)
            resources += [arn] if arn is not None else []
        statements.append(_statement(entry["actions"], resources, span))
    return _document(statements, span)


def connector_policy(evaluator: Evaluator, arn: Value, permissions: list[str], span: Span) -> Mapping:
    """The document of a connector from a function or state machine to a bucket."""
    objects = combine_joined(evaluator, [arn, Scalar("/*")], "", span)
    resources = [arn, *([objects] if objects is not None else [])]
    return _document(
        [
            _statement(grants()["connector"][permission], resources, span)
            for permission in permissions
            if permission in grants()["connector"]
        ],
        span,
    )
