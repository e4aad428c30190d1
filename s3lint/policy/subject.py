"""What a policy is attached to: the bucket and everything that decides together with its policy."""

from __future__ import annotations

from collections.abc import Mapping

from s3lint.policy.document import Document
from s3lint.policy.placeholders import OWNER
from s3lint.record import Struct, field
from s3lint.source import Span
from s3lint.values import Fact, Guard, Reason, no


class Grant(Struct, frozen=True):
    """One grant of an ACL: to a group (`uri`) or a canonical user (`canonical`)."""

    permission: str  # READ, WRITE, READ_ACP, WRITE_ACP, FULL_CONTROL
    uri: str = ""
    canonical: str = ""
    span: Span | None = None
    certain: bool = True
    reasons: tuple[Reason, ...] = ()  # why it is not certain


class AccessPointPolicy(Struct, frozen=True):
    """An access point of the bucket's own account."""

    name: str
    arn: str
    document: Document
    account: str = OWNER
    origin: str = "Internet"  # or VPC
    restricted: Fact = field(default_factory=no)  # RestrictPublicBuckets of the access point itself


class Subject(Struct, frozen=True):
    """A bucket as the policy engine sees it. Texts may be placeholders; flags are the effective ones of all levels."""

    arn: str  # `arn:aws:s3:::name`, or placeholders.bucket_arn(address)
    owner: str = OWNER  # account number, or a placeholder for it
    grants: tuple[Grant, ...] = ()
    acls_enabled: Fact = field(default_factory=no)
    ignore_public_acls: Fact = field(default_factory=no)
    restrict_public_buckets: Fact = field(default_factory=no)
    requester_pays: Fact = field(default_factory=no)
    access_points: tuple[AccessPointPolicy, ...] = ()
    trusted: frozenset[str] = frozenset()  # accounts that count as one's own
    restricted_where: Mapping[Guard, Fact] = field(default_factory=dict)  # restrict_public_buckets, where a guard holds
    asked: frozenset[str] | None = None  # the actions that a question of exposure is about; None: all
    kinds: tuple[str, ...] = ("object", "bucket")  # of the resources that its policy is about
