"""Objects that Terraform uploads (https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html)."""

from __future__ import annotations

from s3lint.aws.adapter import Builder
from s3lint.aws.kinds.acl import Grant, permission_grants
from s3lint.aws.node import Node
from s3lint.aws.resource_type import ResourceType
from s3lint.aws.rows import Rows, row
from s3lint.aws.section import Section
from s3lint.aws.spellings import path
from s3lint.values.setting import Setting


class StoredObject(Node, eq=False, kw_only=True):
    """An object or object copy (edge `stored-in` its bucket)."""

    canned: Setting
    grants: tuple[Grant, ...]
    algorithm: Setting
    key: Setting


OBJECT = Rows(
    StoredObject,
    row("canned", "", "acl"),
    row("algorithm", "", "server_side_encryption"),
    row("key", "", "kms_key_id"),
)


def _adapt(body: Section, builder: Builder) -> None:
    blocks, _ = body.sections(path("", "grant"))
    node = builder.add(OBJECT.node(body, grants=tuple(grant for block in blocks for grant in permission_grants(block))))
    builder.link(node, "stored-in", body.get(path("Bucket")))


TYPES = tuple(
    ResourceType(terraform=name, adapt=_adapt, rows=(OBJECT,), what="its bucket and grants")
    for name in ("aws_s3_object", "aws_s3_bucket_object", "aws_s3_object_copy")
)
