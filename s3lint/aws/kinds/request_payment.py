"""Requester Pays (https://docs.aws.amazon.com/AmazonS3/latest/userguide/RequesterPaysBuckets.html)."""

from __future__ import annotations

from s3lint.aws.adapter import Builder
from s3lint.aws.node import Node
from s3lint.aws.resource_type import ResourceType
from s3lint.aws.rows import Rows, row
from s3lint.aws.section import Section
from s3lint.aws.spellings import path
from s3lint.values.setting import Setting


class RequestPayment(Node, eq=False, kw_only=True):
    """Who pays for requests: with `Requester`, S3 refuses those that nobody signed."""

    payer: Setting


PAYER = Rows(RequestPayment, row("payer", "", "payer"))
OF_V3 = Rows(RequestPayment, row("payer", "", "request_payer"))


def inline(body: Section, bucket: Node, builder: Builder) -> None:
    """Provider v3's argument of the bucket."""
    node = OF_V3.node(body)
    if node.payer.value is not None:
        builder.govern(node, bucket)


def _separate(body: Section, builder: Builder) -> None:
    builder.govern(PAYER.node(body), body.get(path("Bucket")))


TYPES = (ResourceType(terraform="aws_s3_bucket_request_payment_configuration", adapt=_separate, rows=(PAYER,)),)
