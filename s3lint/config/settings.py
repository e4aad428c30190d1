"""The settings that hold for one root: the files' and the command line's, joined. Plain, immutable, picklable."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from s3lint.checks import Profile, Severity
from s3lint.record import Struct, field


class PathRule(Struct, frozen=True):
    """`[[per-path]]`: what holds for a part of the tree. Patterns are relative to `folder`."""

    folder: str
    paths: tuple[str, ...]
    ignore: frozenset[str] = frozenset()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    reason: str = ""
    until: str | None = None
    vars: Mapping[str, str] = field(default_factory=dict)
    env: Mapping[str, str] = field(default_factory=dict)
    var_files: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()
    workspace: str | None = None
    account_id: str | None = None
    region: str | None = None
    origin: str = ""  # the file that it is written in
    line: int = 1


class BucketRole(Struct, frozen=True):
    """`[[bucket]]`: what buckets are meant to be, those of which all fits that it names. `path` is as of `folder`."""

    folder: str
    role: str
    reason: str
    until: str | None = None
    address: str = ""
    name: str = ""
    tag: str = ""
    path: str = ""
    origin: str = ""  # the file that it is written in
    line: int = 1

    def expired(self, today: date) -> bool:
        """Whether its last day is over."""
        return self.until is not None and date.fromisoformat(self.until) < today


class AccountRule(Struct, frozen=True):
    """`[[account]]`: the account of a provider configuration, or of a part of the tree. Patterns are as of PathRule."""

    folder: str
    paths: tuple[str, ...] = ()  # none: everywhere
    alias: str = ""  # empty: the default provider configuration, the stack
    account_id: str | None = None
    region: str | None = None
    account_block: tuple[str, ...] = ()


class ModuleSummary(Struct, frozen=True):
    """`[[module]]`: a file that says what the inputs of a module do."""

    source: str
    summary: str  # a path of the tree
    versions: tuple[int, ...] = ()


class ForbidRule(Struct, frozen=True):
    """`[[forbid]]`: access that nobody may be given. `paths` are as of `folder`."""

    folder: str
    reason: str
    who: tuple[str, ...] = ("*",)
    actions: tuple[str, ...] = ("*",)
    buckets: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    other_paths: tuple[str, ...] = ()  # of which it does not speak
    exempt: tuple[str, ...] = ()
    severity: Severity | None = None
    new: bool = False  # only what a change adds counts
    origin: str = ""  # the file that it is written in
    line: int = 1


class Settings(Struct, frozen=True):
    """Everything that a file or the command line can set, with its default."""

    codes: frozenset[str] = frozenset()  # the checks that run
    profile: Profile = Profile.DEFAULT
    audit: bool = False  # some check of the audit profile runs: others may ask for what is made elsewhere, too
    severity: Mapping[str, Severity] = field(default_factory=dict)
    min_severity: Severity = Severity.INFO
    fail_on: Severity = Severity.MEDIUM
    unknown: str = "report"  # hide, report, fail
    unread_modules: str = "report"  # report, fail
    show: tuple[str, ...] = ("fail", "unknown")
    output_format: str = "full"
    exclude: tuple[tuple[str, tuple[str, ...]], ...] = ()  # (folder, patterns relative to it)
    respect_gitignore: bool = True
    non_ignorable: frozenset[str] = frozenset()
    require_reason: bool = True
    peer_ignores: bool = True
    baseline: str | None = None  # path inside the tree
    trusted_accounts: tuple[str, ...] = ()
    account_id: str | None = None
    region: str | None = None
    account_block: tuple[str, ...] = ()  # the settings of Block Public Access that are on for the whole account
    accounts: tuple[AccountRule, ...] = ()
    sensitive_words: tuple[str, ...] | None = None  # None: the checks' own
    owner_words: tuple[str, ...] = ()
    sensitivity_tag: str | None = None
    minimum_tls_version: str | None = None
    buckets_per_key: int | None = None
    short_lived: tuple[str, ...] = ()
    owned_buckets: tuple[str, ...] = ()
    engine: str = "auto"
    workspace: str | None = None
    environment: tuple[str, ...] = ()  # those to judge; none: each that the code declares
    exclude_environments: tuple[str, ...] = ()
    repository_url: str | None = None  # None: that of the remote `origin`
    vars: Mapping[str, str] = field(default_factory=dict)
    env: Mapping[str, str] = field(default_factory=dict)
    var_files: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()
    per_path: tuple[PathRule, ...] = ()
    bucket_roles: tuple[BucketRole, ...] = ()
    modules: tuple[ModuleSummary, ...] = ()
    forbidden: tuple[ForbidRule, ...] = ()
    origins: Mapping[str, str] = field(default_factory=dict)  # setting -> where it was set
