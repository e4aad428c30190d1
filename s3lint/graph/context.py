"""What is known about the account and the team beside the code: from configuration."""

from __future__ import annotations

from collections.abc import Callable

from s3lint.graph.account_fact import AccountFact
from s3lint.record import Struct

BPA_FLAGS = ("block_public_acls", "ignore_public_acls", "block_public_policy", "restrict_public_buckets")


class DeclaredRole(Struct, frozen=True):
    """What the configuration says that the buckets are for of which all fits that it names."""

    role: str
    reason: str
    where: str  # in which file and line it says so
    address: str = ""  # a pattern, as those of names
    name: str = ""
    tag: str = ""  # `Key=Value`, or the key alone
    covers: Callable[[str], bool] | None = None  # whether it speaks of a file


class Forbidden(Struct, frozen=True):
    """Access that the configuration says nobody may be given."""

    reason: str
    who: tuple[str, ...]
    actions: tuple[str, ...]
    buckets: tuple[str, ...]
    exempt: tuple[str, ...]
    severity: int | None
    where: str  # in which file and line it says so
    covers: Callable[..., bool]  # whether it speaks of a bucket that lies in one file, and its root in another


class Context(Struct, frozen=True):
    """Stated facts. `account_block` holds the flags of Block Public Access that are on for the whole account,

    `blocks_by_alias` those for the accounts of other provider configurations.
    """

    account_id: str | None = None
    audit: bool = True  # whether checks may ask for what is usually made in another repository
    trusted_accounts: frozenset[str] = frozenset()
    account_block: frozenset[str] = frozenset()
    blocks_by_alias: tuple[tuple[str, frozenset[str]], ...] = ()
    sensitive_words: tuple[str, ...] = (
        "secret",
        "password",
        "credential",
        "payroll",
        "customer",
        "confidential",
        "pii",
    )
    owner_words: tuple[str, ...] = ()
    sensitivity_tag: str = "Sensitivity"
    minimum_tls_version: str = "1.2"
    buckets_per_key: int = 10
    short_lived: tuple[str, ...] = ()  # name or address patterns of buckets that may be destroyed
    owned_buckets: tuple[str, ...] = ()  # names of buckets that are owned though not in this code
    declared_roles: tuple[DeclaredRole, ...] = ()
    forbidden: tuple[Forbidden, ...] = ()
    non_ignorable: frozenset[str] = frozenset()  # codes of checks for which no declaration counts
    elsewhere: tuple[AccountFact, ...] = ()  # what other roots state about accounts

    @property
    def account_blocks(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """The flags that are on by the alias of a provider configuration, that of the usual one being empty."""
        return (("", self.account_block), *self.blocks_by_alias)
