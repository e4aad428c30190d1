"""Event notifications (https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html)."""

from __future__ import annotations

from s3lint.aws.adapter import Builder
from s3lint.aws.node import Node
from s3lint.aws.resource_type import ResourceType
from s3lint.aws.section import Section
from s3lint.aws.spellings import path
from s3lint.values import Fact, no, unknown, yes


class Notification(Node, eq=False, kw_only=True):
    """Event notifications of a bucket: `any` says whether something is notified."""

    any: Fact


_DESTINATIONS = (
    path("TopicConfigurations", "topic"),
    path("QueueConfigurations", "queue"),
    path("LambdaConfigurations|LambdaFunctionConfigurations", "lambda_function"),  # a template's word, and the API's
)
_BRIDGE = path("EventBridgeConfiguration", "")
_ENABLED = path("EventBridgeConfiguration.EventBridgeEnabled", "eventbridge")


def inline(body: Section, bucket: Node, builder: Builder) -> None:
    """The configuration that a template states in the bucket itself."""
    sections, opened = body.sections(path("NotificationConfiguration", ""))
    for section in sections:
        builder.govern(_notification(section), bucket)
    builder.unseen(body.resource, opened, Notification, bucket)


def _separate(body: Section, builder: Builder) -> None:
    builder.govern(_notification(body), body.get(path("Bucket")))


def _by_custom_resource(body: Section, builder: Builder) -> None:
    """A custom resource that puts a notification configuration, in the API's words.

    https://docs.aws.amazon.com/AmazonS3/latest/API/API_NotificationConfiguration.html
    """
    bucket = body.get(path("BucketName"))
    sections, opened = body.sections(path("NotificationConfiguration"))
    for section in sections:
        builder.govern(_notification(section), bucket)
    builder.unseen(body.resource, opened, Notification, bucket)


def _by_framework(body: Section, builder: Builder) -> None:
    """What the Serverless Framework adds for an event of an existing bucket: each of its entries is a function."""
    bucket = body.get(path("BucketName"))
    sections, opened = body.sections(path("BucketConfigs"))
    for section in sections:
        any_of = yes(section.where)
        node = Notification(resource=body.resource, at=section.at, own_guard=section.guard, any=any_of)
        builder.govern(node, bucket)
    builder.unseen(body.resource, opened, Notification, bucket)


def _notification(section: Section) -> Notification:
    """Any destination, or EventBridge: in a template, its configuration turns it on unless it says false."""
    bridge = section.spelling.choose(section.get(_BRIDGE) is not None, False)
    found = section.setting(_ENABLED, default=bridge).is_true()
    for at in _DESTINATIONS:
        items, opened = section.sections(at)
        for item in items:
            rest = item.guard - section.guard
            found = found | (unknown(span=item.where) if rest else yes(item.where))
        found = found | unknown(*opened) if opened else found
    found = found | no(section.where)
    return Notification(resource=section.resource, at=section.at, own_guard=section.guard, any=found)


_WHAT = "whether there is any destination, or EventBridge"

TYPES = (
    ResourceType(
        terraform="aws_s3_bucket_notification",
        adapt=_separate,
        what=_WHAT,
    ),
    # what CDK makes of every notification, and the Serverless Framework of an event of an existing bucket
    ResourceType(cloudformation="Custom::S3BucketNotifications", adapt=_by_custom_resource, what=_WHAT, alone=False),
    ResourceType(cloudformation="Custom::S3", adapt=_by_framework, what="its bucket's events", alone=False),
)
