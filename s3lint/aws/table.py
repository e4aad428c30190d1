"""The table of resource types: everything that is read of AWS, whatever language it is written in.

A type is listed by the module of its kind. awscc's name follows from CloudFormation's, so every type that a template
can have works in awscc without a line of its own.
"""

from __future__ import annotations

from functools import cache

from s3lint.aws.kinds import (
    access_grants,
    access_logging,
    access_point,
    account,
    acl,
    alarm,
    bucket,
    bucket_policy,
    copy_out,
    cors,
    distribution,
    encryption,
    identity_policy,
    kms,
    lambda_permission,
    lifecycle,
    load_balancer,
    metrics,
    notification,
    object_lock,
    other_bucket,
    other_door,
    ownership,
    public_access_block,
    replication,
    request_payment,
    service_delivery,
    stored_object,
    trail,
    vended_logs,
    versioning,
    vpc_endpoint,
    website,
)
from s3lint.aws.kinds.bucket import BucketNode
from s3lint.aws.resource_type import ResourceType
from s3lint.aws.wrappers import TYPES as WRAPPERS
from s3lint.aws.wrappers import unwrapped
from s3lint.lazy import lazy_re
from s3lint.values import Resource

_OF_STRANGERS = lazy_re(r"(?!AWS::|Alexa::|Custom::)\w+::S3::\w+\Z")  # a module has a fourth part

TABLE: tuple[ResourceType, ...] = (
    # the bucket and its controls
    *bucket.TYPES,
    *public_access_block.TYPES,
    *encryption.TYPES,
    *access_logging.TYPES,
    *vended_logs.TYPES,
    *bucket_policy.TYPES,
    *versioning.TYPES,
    *ownership.TYPES,
    *acl.TYPES,
    *lifecycle.TYPES,
    *replication.TYPES,
    *object_lock.TYPES,
    *notification.TYPES,
    *website.TYPES,
    *cors.TYPES,
    *request_payment.TYPES,
    *metrics.TYPES,
    # other ways to the data
    *access_point.TYPES,
    *access_grants.TYPES,
    *stored_object.TYPES,
    *distribution.TYPES,
    *vpc_endpoint.TYPES,
    *lambda_permission.TYPES,
    # identities, keys, and what watches
    *identity_policy.TYPES,
    *kms.TYPES,
    *trail.TYPES,
    *alarm.TYPES,
    *account.TYPES,
    # other kinds of bucket
    *other_bucket.TYPES,
    *other_door.TYPES,
    # where copies go, and what services deliver
    *copy_out.TYPES,
    *load_balancer.TYPES,
    *service_delivery.TYPES,
    # what holds resources of another language
    *WRAPPERS,
)


@cache
def by_name() -> dict[str, ResourceType]:
    """Each type under all of its names; data sources as `data.TYPE`."""
    found: dict[str, ResourceType] = {}
    for one in TABLE:
        found.update({name: one for name in (one.terraform, one.cloudformation, one.awscc) if name})
    return found


def type_of(resource: Resource) -> ResourceType | None:
    """What the table says of a resource's type; None where it is not read."""
    found = by_name().get(resource.type if resource.mode == "managed" else f"data.{resource.type}")
    if found is None and is_strangers(resource.type) and resource.type.endswith("::PublicAccessBlock"):
        return public_access_block.BY_A_STRANGER
    return found


def is_strangers(kind: str) -> bool:
    """Whether a type of S3 is one that others than AWS have registered with CloudFormation."""
    return _OF_STRANGERS.match(kind) is not None


def is_bucket(resource: Resource) -> bool:
    """Whether a resource is a general purpose bucket, looked up or made."""
    found = type_of(unwrapped(resource))
    return found is not None and any(row.kind is BucketNode for row in found.rows)
