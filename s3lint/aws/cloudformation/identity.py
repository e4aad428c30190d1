"""Identity policies: `AWS::IAM::*`."""

from __future__ import annotations

from s3lint.aws.adapter import Adapter, Builder
from s3lint.aws.kinds import IdentityPolicy
from s3lint.values import Resource, members
from s3lint.values.section import Section
from s3lint.values.setting import Setting

_HOLDERS = {"Users": "user", "UserName": "user", "Roles": "role", "RoleName": "role", "Groups": "group"}


def adapt_policy(resource: Resource, builder: Builder) -> None:
    """A resource whose `PolicyDocument` is an identity policy; a user among its holders counts first."""
    body = Section.of(resource)
    document = body.get("PolicyDocument")
    holder = next((kind for key, kind in _HOLDERS.items() if members(body.get(key)).known), "")
    if document is not None:
        builder.add(IdentityPolicy(resource=resource, document=document, managed=_none(body), holder=holder))


def adapt_holder(holder: str) -> Adapter:
    """A role, user or group: its inline policies and managed policy ARNs."""

    def adapt(resource: Resource, builder: Builder) -> None:
        body = Section.of(resource)
        for section in body.sections("Policies")[0]:
            document = section.get("PolicyDocument")
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
        for member in members(body.get("ManagedPolicyArns")).known:
            managed = Setting("ManagedPolicyArns", member.value, body.where)
            node = IdentityPolicy(
                resource=resource, own_guard=member.guard, document=None, managed=managed, holder=holder
            )
            builder.link(builder.add(node), "attaches", member.value, to=IdentityPolicy)

    return adapt


def _none(body: Section) -> Setting:
    return Setting("ManagedPolicyArns", None, body.where)
