"""Node kinds of the graph: a bucket and the controls that govern it, free of any template language."""

from __future__ import annotations

from dataclasses import dataclass

from s3lint.source import Span
from s3lint.values import ALWAYS, Call, Fact, Guard, Reason, Resource, Value, join_guards
from s3lint.values.setting import Setting


@dataclass(slots=True, eq=False, kw_only=True)
class Node:
    """Something that a resource states. `at` is the block that states it (the resource itself where None)."""

    resource: Resource
    at: Span | None = None
    own_guard: Guard = ALWAYS  # when this part of the resource is there

    @property
    def address(self) -> str:
        """The resource's address."""
        return self.resource.address

    @property
    def header(self) -> Span | None:
        """Where it is stated, narrowly."""
        return self.at or self.resource.header

    @property
    def span(self) -> Span | None:
        """The whole resource's block."""
        return self.resource.span

    @property
    def calls(self) -> tuple[Call, ...]:
        """The module calls or stacks that lead to it."""
        return self.resource.calls

    @property
    def display(self) -> str:
        """A friendlier name, where there is one."""
        return self.resource.display

    @property
    def exists(self) -> Fact:
        """Whether the resource exists."""
        return self.resource.exists

    @property
    def guard(self) -> Guard:
        """When it is there (an impossible one never is made a node)."""
        return join_guards((self.resource.guard, self.own_guard)) or ALWAYS


@dataclass(slots=True, eq=False, kw_only=True)
class BucketNode(Node):
    """A general purpose bucket. `existing`: only looked up by the code, not made by it."""

    name: Setting
    prefix: Setting
    namespace: Setting
    force_destroy: Setting
    object_lock_enabled: Setting
    tags: Value | None = None
    existing: bool = False


@dataclass(slots=True, eq=False, kw_only=True)
class PublicAccessBlock(Node):
    """Block Public Access of a bucket, of the account, or of an access point."""

    block_public_acls: Setting
    ignore_public_acls: Setting
    block_public_policy: Setting
    restrict_public_buckets: Setting
    level: str = "bucket"

    @property
    def flags(self) -> tuple[Setting, Setting, Setting, Setting]:
        """The four settings."""
        return self.block_public_acls, self.ignore_public_acls, self.block_public_policy, self.restrict_public_buckets


@dataclass(slots=True, eq=False, kw_only=True)
class Encryption(Node):
    """A default encryption rule."""

    algorithm: Setting
    key: Setting
    bucket_key: Setting
    blocked_types: Setting

    def uses_kms(self) -> Fact:
        """Whether it encrypts with AWS KMS, in one layer or two."""
        return self.algorithm.is_any("aws:kms", "aws:kms:dsse")

    def is_valid(self) -> Fact:
        """Whether its algorithm is one that S3 has."""
        return self.algorithm.is_any("AES256", "aws:kms", "aws:kms:dsse")


@dataclass(slots=True, eq=False, kw_only=True)
class AccessLogging(Node):
    """Server access logging into another bucket."""

    target: Setting
    prefix: Setting


@dataclass(slots=True, eq=False, kw_only=True)
class BucketPolicy(Node):
    """A policy on a bucket: the document as a located value, or as JSON text."""

    document: Value
    kind: str = "bucket"  # bucket, directory, table, vector


@dataclass(slots=True, eq=False, kw_only=True)
class Versioning(Node):
    """The versioning state."""

    status: Setting  # Enabled, Suspended, Disabled; or a boolean (provider v3)
    mfa_delete: Setting


@dataclass(slots=True, eq=False, kw_only=True)
class Ownership(Node):
    """Object Ownership."""

    value: Setting


@dataclass(slots=True, eq=False, kw_only=True)
class RequestPayment(Node):
    """Who pays for requests: with `Requester`, S3 refuses those that nobody signed."""

    payer: Setting


@dataclass(slots=True, eq=False, kw_only=True)
class Grant:
    """One grant of an access control list."""

    grantee: Setting  # a group's URI or a canonical id
    permission: Setting
    guard: Guard = ALWAYS


@dataclass(slots=True, eq=False, kw_only=True)
class Acl(Node):
    """An access control list: a canned one, or grants. `canned` is spelled as the language spells it."""

    canned: Setting
    grants: tuple[Grant, ...] = ()
    open: tuple[Reason, ...] = ()

    def is_canned(self, *words: str) -> Fact:
        """Whether it is one of the canned lists, named as S3's API names them (CloudFormation: `PublicRead`)."""
        return self.canned.is_any(*words, *(word.title().replace("-", "") for word in words))


@dataclass(slots=True, eq=False, kw_only=True)
class Unseen(Node):
    """Something that may state controls but could not be read; `kinds` None: controls of any kind."""

    reasons: tuple[Reason, ...]
    kinds: tuple[type[Node], ...] | None = None
