"""What a run found, as plain data: the only thing that report formats see. Equal for equal input, but for `elapsed`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from s3lint.checks import Check, Finding, Outcome
from s3lint.record import Struct, field
from s3lint.source import Diagnostic, Location

if TYPE_CHECKING:
    from s3lint.questions.diagram import Picture


class Control(Struct, frozen=True):
    """One thing that protects a bucket, or should: what pictures and summaries of a bucket show."""

    label: str  # `block public policy`, `versioning`
    state: str  # yes, no, unknown
    text: str = ""  # what is set there, or which default holds
    location: Location | None = None


class Requester(Struct, frozen=True):
    """Who reaches a bucket, or does not: one line of the table of a bucket."""

    who: str  # anyone, other accounts, organizations, AWS services, own account
    name: str
    state: str  # yes, no, unknown
    text: str  # a request that gets through, or why none does
    note: str = ""  # what weighs in what it gets: everything, changes permissions, deletes
    decides: str = ""  # what the answer hangs on where it is unknown
    location: Location | None = None  # the statement that lets it in
    why: str = ""  # why the conditions of that statement do not keep it out


class StatementSummary(Struct, frozen=True):
    """A statement of a bucket's policy in words."""

    text: str
    state: str  # whether it is there: yes, unknown
    location: Location | None


class RoleControl(Struct, frozen=True):
    """What a control does to a role of a bucket."""

    name: str  # `customer-key`
    words: str  # `KMS default encryption with a customer-managed key`
    verdict: str  # works, with-key-policy, breaks, disputed, needless, owed
    why: str


class RoleSummary(Struct, frozen=True):
    """One thing that a bucket is for, or may be, by who writes to it or reads it, or by the configuration."""

    name: str  # `load-balancer-logs`
    text: str  # `receives logs of Application or Classic Load Balancers`
    state: str  # yes, unknown
    way: str  # configuration, reference, policy, ACL, readers
    by: str  # the address of what delivers, or what else tells
    location: Location | None = None
    controls: tuple[RoleControl, ...] = ()


class BucketSummary(Struct, frozen=True):
    """One bucket that was judged, whether or not anything was found. What is believed of it only where asked for."""

    address: str
    root: str
    location: Location | None
    name: str = ""  # its name as far as it is known
    display: str = ""
    controls: tuple[Control, ...] = ()
    requesters: tuple[Requester, ...] = ()
    joined: tuple[str, ...] = ()  # addresses of the resources that it was put together from
    roles: tuple[RoleSummary, ...] = ()
    statements: tuple[StatementSummary, ...] = ()
    existing: bool = False  # looked up by the code, not made by it


class DeclaredOption(Struct, frozen=True):
    """A switch of the code: the value that was judged, and those that the code allows beside it."""

    root: str
    name: str  # `CreateLogs`, `var.public`
    value: str
    others: tuple[str, ...]  # none where the code does not list them
    makes: tuple[str, ...] = ()  # the buckets that are declared, and that this value does not make


class Summary(Struct, frozen=True):
    """The run in numbers. Suppressed findings count as suppressed alone; `by_severity` counts what fails."""

    files: int = 0
    resources: int = 0
    buckets: int = 0
    fail: int = 0
    unknown: int = 0
    passed: int = 0
    suppressed: int = 0
    by_severity: dict[str, int] = field(default_factory=dict)
    complete: bool = True  # all that may matter to S3 was judged
    by_check: dict[str, tuple[int, int, int, int]] = field(default_factory=dict)  # fail, unknown, pass, suppressed


class Report(Struct, frozen=True):
    """The result of one run. All paths are as the user should read them: relative to where s3lint runs."""

    version: str  # of s3lint
    summary: Summary
    findings: tuple[Finding, ...]  # what --show asks for, sorted; suppressed ones last
    diagnostics: tuple[Diagnostic, ...] = ()
    buckets: tuple[BucketSummary, ...] = ()
    sources: dict[str, dict[int, str]] = field(default_factory=dict)  # path -> line number -> text, for code frames
    elapsed: float = 0.0  # seconds; no machine format may print it
    files: tuple[str, ...] = ()  # every file that was read
    checks: Sequence[Check] = ()  # every check that ran
    shown: frozenset[Outcome] = frozenset({Outcome.FAIL, Outcome.UNKNOWN})
    here: str = "."  # the current folder as seen from the repository's root
    base: str = "."  # the repository's root as seen from the current folder: code hosts name paths from there
    new_since: str = ""  # the revision of --new-since
    pictures: tuple[Picture, ...] = ()  # of the roots with buckets, where asked for
    options: tuple[DeclaredOption, ...] = ()  # where beliefs are asked for; else those alone that leave buckets out

    @property
    def left_out(self) -> int:
        """How many buckets are declared, and not made by the values that were judged."""
        return len({(option.root, bucket) for option in self.options for bucket in option.makes})

    @property
    def not_judged(self) -> tuple[Diagnostic, ...]:
        """What says that something which may matter to S3 was left out: lost input, and what s3lint does not judge."""
        return tuple(d for d in self.diagnostics if d.is_gap)

    @property
    def is_readable(self) -> bool:
        """Whether there was input, and none of it was lost."""
        gaps = self.not_judged  # a run without one that is incomplete all the same had nothing to check
        return self.summary.complete or (bool(gaps) and not any(gap.incomplete for gap in gaps))

    @property
    def active(self) -> tuple[Finding, ...]:
        """The findings that count."""
        return tuple(f for f in self.findings if f.suppressed is None)

    @property
    def suppressed(self) -> tuple[Finding, ...]:
        """The findings that do not, because of a comment, the configuration or a baseline."""
        return tuple(f for f in self.findings if f.suppressed is not None)
