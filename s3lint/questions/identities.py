"""What identity policies give on S3: documents, and managed policies of AWS by a table."""

from __future__ import annotations

from collections.abc import Callable

from s3lint.access.policies import read, text
from s3lint.aws.kinds import IdentityPolicy
from s3lint.graph.view import View
from s3lint.policy import identity
from s3lint.policy.document import Document
from s3lint.policy.placeholders import has_hole, is_hole
from s3lint.values import Fact, Unknown, no, unknown, yes

Held = View[IdentityPolicy]


def grants(held: Held, question: Callable[[Document], Fact], levels: tuple[str, ...]) -> Fact:
    """Whether a policy gives something: by its document, or as a managed policy of AWS of one of these levels."""
    node = held.node
    if node.document is not None:
        return question(read(held.graph, node.document, resource_policy=False))
    value = node.managed.value
    if value is None:
        return no(node.header)
    arn = text(held.graph, value)
    level = identity.managed_policy(arn)
    if level is not None:
        return (yes if level in levels else no)(value.span, f"{arn.rsplit('/', 1)[-1]} is attached")
    if isinstance(value, Unknown) and (value.identity is None or value.identity.is_given) and is_hole(arn):
        return unknown(value.reason, span=value.span)
    if has_hole(arn) and ":aws:policy/" in arn:
        return unknown(*node.managed.is_any("").reasons, span=value.span)
    return no(value.span)  # a policy of this code is judged where it stands, another one is not known here
