"""S3 Access Grants: data given to principals beside the bucket policy.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-grants.html
"""

from __future__ import annotations

from s3lint.aws.adapter import Builder
from s3lint.aws.kinds.bucket_policy import policy_of
from s3lint.aws.node import Node
from s3lint.aws.resource_type import ResourceType
from s3lint.aws.rows import Rows, row
from s3lint.aws.section import Section
from s3lint.aws.spellings import path
from s3lint.values.setting import Setting

INSTANCE_POLICY = "Access Grants instance"


class AccessGrant(Node, eq=False, kw_only=True):
    """One grant (edge `grants` its location): who gets which access."""

    grantee: Setting  # the ARN of an IAM user or role, or the id of a user or group of the directory
    grantee_type: Setting
    permission: Setting
    prefix: Setting  # the part of its location that it is for


class AccessGrantsLocation(Node, eq=False, kw_only=True):
    """A registered location (edge `leads-to` its bucket): all that grants can give out of."""

    scope: Setting  # `s3://`, `s3://bucket` or `s3://bucket/prefix`


GRANT = Rows(
    AccessGrant,
    row("grantee", "Grantee.GranteeIdentifier"),
    row("grantee_type", "Grantee.GranteeType"),
    row("permission", "Permission"),
    row("prefix", "AccessGrantsLocationConfiguration.S3SubPrefix"),
)
LOCATION = Rows(AccessGrantsLocation, row("scope", "LocationScope"))


def _grant(body: Section, builder: Builder) -> None:
    grant = builder.add(GRANT.node(body))
    builder.link(grant, "grants", body.get(path("AccessGrantsLocationId")), to=AccessGrantsLocation)


def _location(body: Section, builder: Builder) -> None:
    location = builder.add(LOCATION.node(body))
    builder.link(location, "leads-to", location.scope.value)


TYPES = (
    ResourceType(
        cloudformation="AWS::S3::AccessGrant",
        terraform="aws_s3control_access_grant",
        adapt=_grant,
        rows=(GRANT,),
        what="its location",
    ),
    ResourceType(
        cloudformation="AWS::S3::AccessGrantsLocation",
        terraform="aws_s3control_access_grants_location",
        adapt=_location,
        rows=(LOCATION,),
        what="its bucket",
    ),
    ResourceType(
        cloudformation="AWS::S3::AccessGrantsInstance",
        terraform="aws_s3control_access_grants_instance",
        what="its ARN",
    ),
    ResourceType(
        terraform="aws_s3control_access_grants_instance_resource_policy",
        adapt=policy_of(INSTANCE_POLICY, path("", "policy")),
        what="the policy document",
    ),
)
