"""KMS keys and their aliases (https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html)."""

from __future__ import annotations

from dataclasses import dataclass

from s3lint.aws.adapter import Builder
from s3lint.aws.identities import KEY_SOURCES
from s3lint.aws.node import Node
from s3lint.aws.resource_type import ResourceType
from s3lint.aws.rows import Rows, row
from s3lint.aws.section import Section
from s3lint.aws.spellings import path
from s3lint.values.setting import Setting


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


KEY = Rows(
    KmsKey,
    row("rotation", "EnableKeyRotation", absent=False),
    row("enabled", "Enabled", "is_enabled", absent=True),
    row("policy", "KeyPolicy", "policy"),
    row("spec", "KeySpec", "customer_master_key_spec", absent="SYMMETRIC_DEFAULT"),
    row("origin", "Origin", absent="AWS_KMS"),
)
ALIAS = Rows(KmsAlias, row("name", "AliasName", "name"), row("target", "TargetKeyId"))


def _key(body: Section, builder: Builder) -> None:
    builder.add(KEY.node(body))


def _alias(body: Section, builder: Builder) -> None:
    alias = builder.add(ALIAS.node(body))
    builder.link(alias, "alias-of", alias.target.value, to=KmsKey)


TYPES = (
    ResourceType(cloudformation="AWS::KMS::Key", terraform="aws_kms_key", adapt=_key, rows=(KEY,), alone=False),
    ResourceType(cloudformation="AWS::KMS::Alias", terraform="aws_kms_alias", adapt=_alias, rows=(ALIAS,), alone=False),
    *(
        ResourceType(terraform=f"data.{name}", what="what it looks up", alone=False, also=(path("", argument),))
        for name, argument in KEY_SOURCES.items()
    ),
)
