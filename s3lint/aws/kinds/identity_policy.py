"""Identity policies: documents, and managed policies by ARN, of users, roles and groups.

https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html
"""

from __future__ import annotations

from dataclasses import dataclass

from s3lint.aws.adapter import Builder
from s3lint.aws.identities import principal_name
from s3lint.aws.node import Node
from s3lint.aws.resource_type import Adapt, ResourceType
from s3lint.aws.section import Section
from s3lint.aws.spellings import path
from s3lint.values import Sequence, Value, members
from s3lint.values.setting import Setting


@dataclass(slots=True, eq=False, kw_only=True)
class IdentityPolicy(Node):
    """What an identity may do: a document, or a managed policy by ARN. `holder`: user, role, group or unattached."""

    document: Value | None
    managed: Setting
    holder: str = ""


# where a policy says whom it is for; a user among its holders counts first
_HOLDERS = (
    ("user", path("Users|UserName", "user")),
    ("user", path("", "users")),
    ("role", path("Roles|RoleName", "role")),
    ("role", path("", "roles")),
    ("group", path("Groups|GroupName", "group")),
    ("group", path("", "groups")),
)
_DOCUMENT = path("PolicyDocument", "policy")
_INLINE = path("Policies", "inline_policy")
_MANAGED = path("ManagedPolicyArns")
_ATTACHED = path("", "policy_arn")


def _policy(body: Section, builder: Builder) -> None:
    document = body.get(_DOCUMENT)
    if document is not None:
        nothing = Setting("policy_arn", None, body.where)
        node = IdentityPolicy(resource=body.resource, document=document, managed=nothing, holder=_holder(body))
        builder.add(node)


def _holder(body: Section) -> str:
    return next((kind for kind, at in _HOLDERS if _names_somebody(body.get(at))), "")


def _names_somebody(value: Value | None) -> bool:
    return value is not None and not (isinstance(value, Sequence) and not value.items and value.open is None)


def _of(holder: str) -> Adapt:
    """A role, user or group: its inline policies and managed policy ARNs."""

    def adapt(body: Section, builder: Builder) -> None:
        nothing = Setting("policy_arn", None, body.where)
        for section in body.sections(_INLINE)[0]:
            document = section.get(_DOCUMENT)
            if document is not None:
                node = IdentityPolicy(
                    resource=body.resource,
                    at=section.at,
                    own_guard=section.guard,
                    document=document,
                    managed=nothing,
                    holder=holder,
                )
                builder.add(node)
        label = body.spelling.label(_MANAGED)
        for member in members(body.get(_MANAGED)).known:
            managed = Setting(label, member.value, body.where)
            node = IdentityPolicy(
                resource=body.resource, own_guard=member.guard, document=None, managed=managed, holder=holder
            )
            builder.link(builder.add(node), "attaches", member.value, to=IdentityPolicy)

    return adapt


def _attachment(body: Section, builder: Builder) -> None:
    managed = body.setting(_ATTACHED)
    node = builder.add(IdentityPolicy(resource=body.resource, document=None, managed=managed, holder=_holder(body)))
    builder.link(node, "attaches", managed.value, to=IdentityPolicy)


_WHAT = "the policy document and whom it is for"
_HELD = "inline policies and managed policy ARNs"
_NAMED = principal_name()

TYPES = (
    ResourceType(cloudformation="AWS::IAM::ManagedPolicy", terraform="aws_iam_policy", adapt=_policy, what=_WHAT),
    ResourceType(cloudformation="AWS::IAM::Policy", adapt=_policy, what=_WHAT),
    ResourceType(cloudformation="AWS::IAM::RolePolicy", terraform="aws_iam_role_policy", adapt=_policy, what=_WHAT),
    ResourceType(cloudformation="AWS::IAM::UserPolicy", terraform="aws_iam_user_policy", adapt=_policy, what=_WHAT),
    ResourceType(cloudformation="AWS::IAM::GroupPolicy", terraform="aws_iam_group_policy", adapt=_policy, what=_WHAT),
    ResourceType(cloudformation="AWS::IAM::Role", terraform="aws_iam_role", adapt=_of("role"), what=_HELD, also=_NAMED),
    ResourceType(cloudformation="AWS::IAM::User", adapt=_of("user"), what=_HELD, also=_NAMED),
    ResourceType(cloudformation="AWS::IAM::Group", adapt=_of("group"), what=_HELD, also=_NAMED),
    # their policies are resources of their own in Terraform
    ResourceType(terraform="aws_iam_user", what="its name and path", also=_NAMED),
    ResourceType(terraform="aws_iam_group", what="its name and path", also=_NAMED),
    *(
        ResourceType(terraform=name, adapt=_attachment, what="the policy's ARN and whom it is attached to")
        for name in (
            "aws_iam_role_policy_attachment",
            "aws_iam_user_policy_attachment",
            "aws_iam_group_policy_attachment",
            "aws_iam_policy_attachment",
        )
    ),
)
