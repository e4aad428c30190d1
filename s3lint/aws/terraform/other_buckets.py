"""Directory, table and vector buckets, and their policies."""

from __future__ import annotations

from s3lint.aws.adapter import Adapter, Builder
from s3lint.aws.kinds import BucketPolicy, OtherBucket
from s3lint.values import Resource
from s3lint.values.section import Section

_NAMES = {"directory": "bucket", "table": "name", "vector": "vector_bucket_name"}
_ENCRYPTION = {
    "directory": ("server_side_encryption_configuration", "sse_algorithm", "kms_master_key_id"),
    "table": ("encryption_configuration", "sse_algorithm", "kms_key_arn"),
    "vector": ("encryption_configuration", "sse_type", "kms_key_arn"),
}


def adapt(kind: str) -> Adapter:
    """A bucket of one of the other kinds."""

    def make(resource: Resource, builder: Builder) -> None:
        body = Section.of(resource)
        block, algorithm, key = _ENCRYPTION[kind]
        builder.add(
            OtherBucket(
                resource=resource,
                kind=kind,
                name=body.setting(_NAMES[kind]),
                algorithm=body.setting(block, algorithm),
                key=body.setting(block, key),
            )
        )

    return make


def adapt_policy(kind: str, document: str, *targets: str) -> Adapter:
    """A policy of such a bucket (or of a table in it)."""

    def make(resource: Resource, builder: Builder) -> None:
        body = Section.of(resource)
        text = body.get(document)
        if text is not None:
            policy = builder.add(BucketPolicy(resource=resource, document=text, kind=kind))
            for target in targets:
                builder.link(policy, "governs", body.get(target), to=OtherBucket)

    return make
