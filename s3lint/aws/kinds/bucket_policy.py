"""Resource policies of buckets of every kind, of access points and of VPC endpoints."""

from __future__ import annotations

from s3lint.aws.adapter import Builder
from s3lint.aws.node import Node
from s3lint.aws.resource_type import Adapt, ResourceType
from s3lint.aws.section import Section
from s3lint.aws.spellings import Path, path
from s3lint.values import Value


class BucketPolicy(Node, eq=False, kw_only=True):
    """A policy on a bucket: the document as a located value, or as JSON text."""

    document: Value
    kind: str = "bucket"  # what it is the policy of: bucket, directory, table bucket, access point, endpoint, …


def inline(body: Section, bucket: Node, builder: Builder) -> None:
    """Provider v3's argument of the bucket."""
    document = body.get(path("", "policy"))
    if document is not None:
        builder.govern(BucketPolicy(resource=body.resource, at=document.span, document=document), bucket)


def _separate(body: Section, builder: Builder) -> None:
    document = body.get(path("PolicyDocument", "policy"))
    if document is not None:
        builder.govern(BucketPolicy(resource=body.resource, document=document), body.get(path("Bucket")))


def policy_of(kind: str, document: Path, target: type[Node] = Node, *targets: Path) -> Adapt:
    """A resource that is the policy of something else than a general purpose bucket."""

    def adapt(body: Section, builder: Builder) -> None:
        stated = body.get(document)
        if stated is not None:
            policy = builder.add(BucketPolicy(resource=body.resource, document=stated, kind=kind))
            for at in targets:
                builder.link(policy, "governs", body.get(at), to=target)

    return adapt


TYPES = (
    ResourceType(
        cloudformation="AWS::S3::BucketPolicy",
        terraform="aws_s3_bucket_policy",
        adapt=_separate,
        what="the policy document and its bucket",
        shown_as=("policy",),
    ),
)
