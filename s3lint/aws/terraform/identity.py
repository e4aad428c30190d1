"""Identity policies: `aws_iam_*`."""

from __future__ import annotations

from collections.abc import Callable

from s3lint.aws.adapter import Adapter, Builder
from s3lint.aws.kinds import IdentityPolicy
from s3lint.values import Resource, members
from s3lint.values.section import Section
from s3lint.values.setting import Setting

_HOLDERS = {"user": "user", "role": "role", "group": "group", "users": "user", "roles": "role", "groups": "group"}


def adapt_policy(holder: str) -> Adapter:
    """A resource whose `policy` is an identity policy."""

    def adapt(resource: Resource, builder: Builder) -> None:
        body = Section.of(resource)
        document = body.get("policy")
        if document is not None:
            builder.add(IdentityPolicy(resource=resource, document=document, managed=_none(body), holder=holder))

    return adapt


def adapt_holder(holder: str) -> Callable[[Resource, Builder], None]:
    """A role, user or group: its inline policies and managed policy ARNs."""

    def adapt(resource: Resource, builder: Builder) -> None:
        body = Section.of(resource)
        for section in body.sections("inline_policy")[0]:
            document = section.get("policy")
            if document is not None:
                builder.add(
                    IdentityPolicy(
                        resource=resource,
                        at=section.at,
                        own_guard=section.guard,
                        document=document,
                        managed=_none(body),
                        holder=holder,
                    )
                )
        for member in members(body.get("managed_policy_arns")).known:
            managed = Setting("managed_policy_arns", member.value, body.where)
            builder.add(
                IdentityPolicy(resource=resource, own_guard=member.guard, document=None, managed=managed, holder=holder)
            )

    return adapt


def adapt_attachment(resource: Resource, builder: Builder) -> None:
    """A managed policy attached to something: `aws_iam_*_policy_attachment`."""
    body = Section.of(resource)
    holder = next((kind for key, kind in _HOLDERS.items() if body.get(key) is not None), "")
    node = builder.add(
        IdentityPolicy(resource=resource, document=None, managed=body.setting("policy_arn"), holder=holder)
    )
    builder.link(node, "attaches", node.managed.value, to=IdentityPolicy)


def _none(body: Section) -> Setting:
    return Setting("policy_arn", None, body.where)
