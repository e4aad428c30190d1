"""Identity policies: documents, and managed policies by ARN, of users, roles, groups and permission sets.

https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html
https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetsconcept.html
"""

from __future__ import annotations

from dataclasses import dataclass

from s3lint.aws.adapter import Builder
from s3lint.aws.identities import principal_name
from s3lint.aws.node import Node
from s3lint.aws.resource_type import Adapt, ResourceType
from s3lint.aws.rows import Rows, row
from s3lint.aws.section import Section
from s3lint.aws.spellings import Path, path
from s3lint.values import Member, Reason, Sequence, Unknown, Value, listed
from s3lint.values.setting import Setting


@dataclass(slots=True, eq=False, kw_only=True)
class Role(Node):
    """A role of this code."""

    name: Setting


@dataclass(slots=True, eq=False, kw_only=True)
class IdentityPolicy(Node):
    """What an identity may do: a document, or a managed policy by ARN (edge `attaches` to one of this code).

    `holder`: user, role, group, permission set or unattached; `roles` are the values that name roles among the holders
    (edge `held-by` where they are of this code).
    """

    document: Value | None
    managed: Setting
    holder: str = ""
    roles: tuple[Value, ...] = ()


# where a policy says whom it is for; a user among its holders counts first
_HOLDERS = (
    ("user", path("Users|UserName", "user")),
    ("user", path("", "users")),
    ("user", path("", "user_name")),
    ("role", path("Roles|RoleName", "role")),
    ("role", path("", "roles")),
    ("role", path("", "role_name")),
    ("group", path("Groups|GroupName", "group")),
    ("group", path("", "groups")),
    ("group", path("", "group_name")),
)
ROLE = Rows(Role, row("name", "RoleName", "name"))
_PERMISSION_SET = "permission set"
_DOCUMENT = path("PolicyDocument", "policy")
_INLINE = path("Policies", "inline_policy")
_MANAGED = path("ManagedPolicyArns")
_ATTACHED = path("", "policy_arn")


@dataclass(frozen=True, slots=True)
class _Holder:
    """Who holds the policies of one resource."""

    body: Section
    builder: Builder
    kind: str
    roles: tuple[Value, ...] = ()
    role: Role | None = None  # where the resource is the role itself

    @staticmethod
    def named_in(body: Section, builder: Builder) -> _Holder:
        """The one that the resource of a policy names."""
        named = [(kind, value) for kind, at in _HOLDERS if _names_somebody(value := body.get(at))]
        lists = [value for kind, value in named if kind == "role"]
        roles = tuple(member.value for value in lists for member in listed(value))
        return _Holder(body, builder, named[0][0] if named else "", roles)

    def document(self, section: Section, document: Value | None) -> None:
        """Adds a policy by its document, where there is one."""
        if document is not None:
            nothing = Setting("policy_arn", None, section.where)
            self._add(IdentityPolicy(resource=section.resource, at=section.at, document=document, managed=nothing))

    def managed(self, at: Path) -> None:
        """Adds each managed policy of a list, and what is not known of the list."""
        for member in listed(self.body.get(at)):
            self._managed(Setting(self.body.spelling.label(at), member.value, self.body.where), member)

    def attached(self, at: Path) -> None:
        """Adds one managed policy, where one is named."""
        managed = self.body.setting(at)
        if managed.value is not None:
            self._managed(managed, Member(managed.value))

    def unseen(self, label: str, reasons: tuple[Reason, ...]) -> None:
        """Adds that there may be policies that cannot be seen."""
        for reason in reasons:
            value = Unknown(reason, span=self.body.where)
            self._managed(Setting(label, value, self.body.where), Member(value))

    def _managed(self, managed: Setting, member: Member) -> None:
        node = IdentityPolicy(resource=self.body.resource, own_guard=member.guard, document=None, managed=managed)
        self._add(node)
        self.builder.link(node, "attaches", member.value, to=IdentityPolicy)

    def _add(self, node: IdentityPolicy) -> None:
        node.holder, node.roles = self.kind, self.roles
        self.builder.add(node)
        if self.role is not None:
            self.builder.connect(node, "held-by", self.role)
        for role in self.roles:
            self.builder.link(node, "held-by", role, to=Role)


def _names_somebody(value: Value | None) -> bool:
    return value is not None and not (isinstance(value, Sequence) and not value.items and value.open is None)


def _policy(body: Section, builder: Builder) -> None:
    _Holder.named_in(body, builder).document(body, body.get(_DOCUMENT))


def _of(kind: str) -> Adapt:
    """A role, user or group: its inline policies and managed policy ARNs."""

    def adapt(body: Section, builder: Builder) -> None:
        role = builder.add(ROLE.node(body)) if kind == "role" else None
        holder = _Holder(body, builder, kind, role=role)
        sections, opened = body.sections(_INLINE)
        for section in sections:
            holder.document(section, section.get(_DOCUMENT))
        holder.unseen(body.spelling.label(_INLINE), opened)
        holder.managed(_MANAGED)

    return adapt


def _attachment(body: Section, builder: Builder) -> None:
    _Holder.named_in(body, builder).attached(_ATTACHED)


def _exclusive(body: Section, builder: Builder) -> None:
    _Holder.named_in(body, builder).managed(path("", "policy_arns"))


def _permission_set(body: Section, builder: Builder) -> None:
    """The provider has a resource for each part; a customer's own policy is named, and judged where it is made."""
    holder = _Holder(body, builder, _PERMISSION_SET)
    holder.document(body, body.get(path("InlinePolicy")))
    holder.managed(path("ManagedPolicies", ""))
    holder.attached(path("", "managed_policy_arn"))


_WHAT = "the policy document and whom it is for"
_HELD = "inline policies and managed policy ARNs"
_NAMED = principal_name()
_ATTACHES = "the policy's ARN and whom it is attached to"

TYPES = (
    ResourceType(cloudformation="AWS::IAM::ManagedPolicy", terraform="aws_iam_policy", adapt=_policy, what=_WHAT),
    ResourceType(
        terraform="data.aws_iam_policy",
        what="the policy that is looked up, by name or ARN",
        alone=False,
        also=(path("", "name"), path("", "arn")),
    ),
    ResourceType(cloudformation="AWS::IAM::Policy", adapt=_policy, what=_WHAT),
    ResourceType(cloudformation="AWS::IAM::RolePolicy", terraform="aws_iam_role_policy", adapt=_policy, what=_WHAT),
    ResourceType(cloudformation="AWS::IAM::UserPolicy", terraform="aws_iam_user_policy", adapt=_policy, what=_WHAT),
    ResourceType(cloudformation="AWS::IAM::GroupPolicy", terraform="aws_iam_group_policy", adapt=_policy, what=_WHAT),
    ResourceType(
        cloudformation="AWS::IAM::Role",
        terraform="aws_iam_role",
        adapt=_of("role"),
        rows=(ROLE,),
        what=_HELD,
        also=_NAMED,
    ),
    ResourceType(cloudformation="AWS::IAM::User", adapt=_of("user"), what=_HELD, also=_NAMED),
    ResourceType(cloudformation="AWS::IAM::Group", adapt=_of("group"), what=_HELD, also=_NAMED),
    # their policies are resources of their own in Terraform
    ResourceType(terraform="aws_iam_user", what="its name and path", also=_NAMED),
    ResourceType(terraform="aws_iam_group", what="its name and path", also=_NAMED),
    *(
        ResourceType(terraform=name, adapt=_attachment, what=_ATTACHES)
        for name in (
            "aws_iam_role_policy_attachment",
            "aws_iam_user_policy_attachment",
            "aws_iam_group_policy_attachment",
            "aws_iam_policy_attachment",
        )
    ),
    *(
        ResourceType(terraform=name, adapt=_exclusive, what="the ARNs of the policies and whom they are attached to")
        for name in (
            "aws_iam_role_policy_attachments_exclusive",
            "aws_iam_user_policy_attachments_exclusive",
            "aws_iam_group_policy_attachments_exclusive",
        )
    ),
    ResourceType(
        cloudformation="AWS::SSO::PermissionSet", adapt=_permission_set, what="its inline policy and managed policies"
    ),
    ResourceType(
        terraform="aws_ssoadmin_permission_set_inline_policy", adapt=_permission_set, what="the policy document"
    ),
    ResourceType(terraform="aws_ssoadmin_managed_policy_attachment", adapt=_permission_set, what="the policy's ARN"),
)
