"""What keeps data: lifecycle, replication and Object Lock."""

from __future__ import annotations

from dataclasses import dataclass

from s3lint.aws.kinds.bucket import Node
from s3lint.values import Fact
from s3lint.values.setting import Setting


@dataclass(slots=True, eq=False, kw_only=True)
class LifecycleRule(Node):
    """One lifecycle rule. `narrowed`: it is for a part of the bucket only (prefix, tags, sizes)."""

    status: Setting  # Enabled, Disabled; or a boolean (provider v3)
    narrowed: Fact
    expiration: Setting
    noncurrent_expiration: Setting
    noncurrent_transition: Setting
    abort_days: Setting

    def enabled(self) -> Fact:
        """Whether the rule is in force."""
        return self.status.is_any("Enabled", "true")


@dataclass(slots=True, eq=False, kw_only=True)
class ReplicationRule(Node):
    """One replication rule; an edge `replicates-to` leads to the destination where it is a bucket of this code."""

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


@dataclass(slots=True, eq=False, kw_only=True)
class ObjectLockRule(Node):
    """Object Lock's configuration: the switch where it stands there, and the default retention."""

    enabled: Setting
    mode: Setting
    days: Setting
    years: Setting
