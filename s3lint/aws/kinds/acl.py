"""Access control lists (https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html)."""

from __future__ import annotations

from s3lint.aws.adapter import Builder
from s3lint.aws.node import Node
from s3lint.aws.resource_type import ResourceType
from s3lint.aws.section import Section
from s3lint.aws.spellings import Path, path
from s3lint.record import Struct
from s3lint.values import ALWAYS, Fact, Guard, Reason, Unknown, members
from s3lint.values.setting import Setting


class Grant(Struct, eq=False, kw_only=True):
    """One grant of an access control list."""

    grantee: Setting  # a group's URI or a canonical id
    permission: Setting
    guard: Guard = ALWAYS


class Acl(Node, eq=False, kw_only=True):
    """An access control list: a canned one, or grants. `canned` is spelled as the language spells it."""

    canned: Setting
    grants: tuple[Grant, ...] = ()
    open: tuple[Reason, ...] = ()

    def is_canned(self, *words: str) -> Fact:
        """Whether it is one of the canned lists, named as S3's API names them (CloudFormation: `PublicRead`)."""
        return self.canned.is_any(*words, *(word.title().replace("-", "") for word in words))


CANNED = path("AccessControl", "acl")
GRANTS = path("", "grant")


def inline(body: Section, bucket: Node, builder: Builder) -> None:
    """The list that stands in the bucket itself: a canned one, or provider v3's grants."""
    canned = body.setting(CANNED)
    sections, opened = body.sections(GRANTS)
    if canned.value is not None or sections or opened:
        grants = tuple(grant for section in sections for grant in permission_grants(section))
        builder.govern(Acl(resource=body.resource, canned=canned, grants=grants, open=opened), bucket)


def _separate(body: Section, builder: Builder) -> None:
    sections, opened = body.sections(path("", "access_control_policy.grant"))
    grants = tuple(
        Grant(
            grantee=_grantee(section, "grantee."), permission=section.setting(path("Permission")), guard=section.guard
        )
        for section in sections
    )
    stated = Acl(resource=body.resource, canned=body.setting(CANNED), grants=grants, open=opened)
    builder.govern(stated, body.get(path("Bucket")))


def permission_grants(section: Section) -> list[Grant]:
    """A `grant` block of a bucket of provider v3, or of an object: one grantee with a set of permissions."""
    grantee = _grantee(section, "")
    found = members(section.get(path("Permissions")))
    # what is not known of the set may be any permission
    values = [*(member.value for member in found.known), *(Unknown(reason, span=reason.span) for reason in found.open)]
    settings = [Setting("permissions", value, section.where) for value in values]
    return [Grant(grantee=grantee, permission=setting, guard=section.guard) for setting in settings]


def _grantee(section: Section, below: str) -> Setting:
    uri, canonical = _path(below, "uri"), _path(below, "id")
    grantee = section.setting(uri)
    return grantee if grantee.value is not None else section.setting(canonical)


def _path(below: str, name: str) -> Path:
    return path("", below + name)


TYPES = (
    ResourceType(
        terraform="aws_s3_bucket_acl",
        adapt=_separate,
        what="the canned list, or the grants, and the bucket",
        shown_as=("acl", "grant"),
    ),
)
