"""Replication (https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html)."""

from __future__ import annotations

from s3lint.aws.adapter import Builder
from s3lint.aws.kinds.principal import Role
from s3lint.aws.node import Node
from s3lint.aws.resource_type import ResourceType
from s3lint.aws.rows import Rows, row
from s3lint.aws.section import Section
from s3lint.aws.spellings import path
from s3lint.values import Fact, Value
from s3lint.values.setting import Setting


class ReplicationRule(Node, eq=False, kw_only=True):
    """One replication rule; edges `replicates-to` and `runs-as` lead to a destination and a role of this code."""

    status: Setting
    destination: Setting
    account: Setting
    owner_override: Setting  # Destination
    replica_key: Setting
    kms_objects: Setting  # Enabled: objects under SSE-KMS are replicated
    role: Setting

    def enabled(self) -> Fact:
        """Whether the rule is in force."""
        return self.status.is_any("Enabled")


RULE = Rows(
    ReplicationRule,
    row("status", "Status"),
    row("destination", "Destination.Bucket"),
    row("account", "Destination.Account"),
    row("owner_override", "Destination.AccessControlTranslation.Owner"),
    row(
        "replica_key",
        "Destination.EncryptionConfiguration.ReplicaKmsKeyID",
        "destination.encryption_configuration.replica_kms_key_id",
    ),
    row("kms_objects", "SourceSelectionCriteria.SseKmsEncryptedObjects.Status"),
)
OF_V3 = RULE.but(
    row("account", "Destination.Account", "destination.account_id"),
    row("replica_key", "Destination.EncryptionConfiguration.ReplicaKmsKeyID", "destination.replica_kms_key_id"),
    row(
        "kms_objects",
        "SourceSelectionCriteria.SseKmsEncryptedObjects.Status",
        "source_selection_criteria.sse_kms_encrypted_objects.enabled",
    ),
)
CONFIGURATION = path("ReplicationConfiguration")
INLINE = path("ReplicationConfiguration.Rules")
ROLE = path("Role")


def inline(body: Section, bucket: Node, builder: Builder) -> None:
    """The configuration that stands in the bucket itself: provider v3 spells some settings otherwise."""
    outer, opened = body.sections(CONFIGURATION)
    for configuration in outer:
        rows = body.spelling.choose(RULE, OF_V3)
        _rules(configuration, bucket, builder, rows, at="rules")
    builder.unseen(body.resource, opened, ReplicationRule, bucket)


def _separate(body: Section, builder: Builder) -> None:
    _rules(body, body.get(path("Bucket")), builder, RULE, at="rule")


def _rules(
    configuration: Section, bucket: Node | Value | None, builder: Builder, rows: Rows[ReplicationRule], at: str
) -> None:
    rules, opened = configuration.sections(path("Rules", at))
    for rule in rules:
        node = rows.node(rule, role=configuration.setting(ROLE))
        builder.govern(node, bucket)
        builder.link(node, "replicates-to", node.destination.value)
        builder.link(node, "runs-as", node.role.value, to=Role)
    builder.unseen(configuration.resource, opened, ReplicationRule, bucket)


TYPES = (
    ResourceType(
        terraform="aws_s3_bucket_replication_configuration",
        adapt=_separate,
        rows=(RULE.below(path("", "rule")),),
        what="the role",
        shown_as=("replication_configuration",),
    ),
)
