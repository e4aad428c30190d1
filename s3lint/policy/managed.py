"""Managed policies of AWS, by a table of what they allow of S3."""

from __future__ import annotations

from s3lint.policy.document import Statement, Term
from s3lint.policy.tables import table
from s3lint.source import Span

OF_AWS = "arn:aws:iam::aws:policy/"


def names() -> tuple[str, ...]:
    """The managed policies whose content is known."""
    return tuple(table("managed_policies")["policies"])


def managed_policy(arn: str, span: Span | None = None) -> Statement | None:
    """What a managed policy of AWS allows, by its ARN or name; None where nothing is known of it."""
    name = arn.rsplit("/", 1)[-1] if ":aws:policy/" in arn else arn
    content = table("managed_policies")["policies"].get(name)
    if content is None:
        return None
    ((element, actions),) = content.items()
    return Statement(
        0,
        "Allow",
        None,
        tuple(Term(action, span) for action in actions),
        (Term("*", span),),
        (),
        sid=name,
        not_action=element == "NotAction",
        span=span,
    )
