"""Other ways to the data: access points, identity policies, objects, distributions, websites, endpoints."""

from __future__ import annotations

from dataclasses import dataclass

from s3lint.aws.kinds.bucket import Grant, Node, PublicAccessBlock
from s3lint.values import Reason, Value
from s3lint.values.setting import Setting


@dataclass(slots=True, eq=False, kw_only=True)
class AccessPoint(Node):
    """An access point (edge `leads-to` its bucket). `block` None: nothing is stated, so all four flags are true."""

    kind: str  # access point, multi-region access point, Object Lambda access point, directory access point
    name: Setting
    vpc: Setting
    account: Setting
    block: PublicAccessBlock | None
    block_open: tuple[Reason, ...] = ()


@dataclass(slots=True, eq=False, kw_only=True)
class IdentityPolicy(Node):
    """What an identity may do: a document, or a managed policy by ARN. `holder`: user, role, group or unattached."""

    document: Value | None
    managed: Setting
    holder: str = ""


@dataclass(slots=True, eq=False, kw_only=True)
class StoredObject(Node):
    """An object or object copy (edge `stored-in` its bucket)."""

    canned: Setting
    grants: tuple[Grant, ...]
    algorithm: Setting
    key: Setting


@dataclass(slots=True, eq=False, kw_only=True)
class Origin(Node):
    """One origin of a CloudFront distribution (edge `reads` the bucket where it is of this code)."""

    domain: Setting
    access_control: Setting
    access_identity: Setting
    custom: Setting


@dataclass(slots=True, eq=False, kw_only=True)
class Website(Node):
    """Static website hosting."""


@dataclass(slots=True, eq=False, kw_only=True)
class CorsRule(Node):
    """One rule of cross-origin resource sharing."""

    origins: Setting
    methods: Setting
    headers: Setting


@dataclass(slots=True, eq=False, kw_only=True)
class VpcEndpoint(Node):
    """A VPC endpoint and its policy (absent: full access)."""

    service: Setting
    policy: Setting


@dataclass(slots=True, eq=False, kw_only=True)
class LambdaPermission(Node):
    """A statement of a function's resource policy."""

    principal: Setting
    source_arn: Setting
    source_account: Setting


@dataclass(slots=True, eq=False, kw_only=True)
class KmsKey(Node):
    """A KMS key of this code."""

    rotation: Setting
    enabled: Setting
    policy: Setting
    spec: Setting
    origin: Setting


@dataclass(slots=True, eq=False, kw_only=True)
class KmsAlias(Node):
    """An alias of a KMS key (edge `alias-of` the key)."""

    name: Setting
    target: Setting


@dataclass(slots=True, eq=False, kw_only=True)
class OtherBucket(Node):
    """A directory, table or vector bucket: no general purpose bucket, so most checks do not apply."""

    kind: str  # directory, table, vector
    name: Setting
    algorithm: Setting
    key: Setting
