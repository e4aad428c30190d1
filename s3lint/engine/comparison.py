"""What a change does to buckets, as plain data: what `s3lint diff` prints."""

from __future__ import annotations

from s3lint.record import Struct, field
from s3lint.source import Diagnostic, Location

Lines = dict[str, dict[int, str]]
"""Path -> line number -> text."""


class AccessChange(Struct, frozen=True):
    """What a requester can do now and could not before, or the reverse."""

    # anyone, other accounts, organizations and networks, CloudFront, AWS services, own account, principals (of it);
    # of a role also identity providers; of a VPC endpoint: requests through it; where that is not weighed: somebody
    who: str
    name: str  # of the account, service or principal
    state: str  # yes, or unknown
    text: str  # a request
    decides: str = ""  # what an unknown hangs on
    location: Location | None = None  # the statement that lets it in
    former: Location | None = None  # the Deny that refused it before; of what is lost, the one that refuses it now


class ControlChange(Struct, frozen=True):
    """A control of a bucket, before and now."""

    label: str
    direction: str  # weakened, strengthened, other
    before: str
    now: str
    state: str  # whether it is there now: yes, no, unknown
    location: Location | None = None  # of what is there now
    former: Location | None = None  # of what was there before


class BucketChange(Struct, frozen=True):
    """One bucket that changed, or something else that gives access to data."""

    address: str
    root: str
    location: Location | None
    kind: str  # new, gone, changed
    gained: tuple[AccessChange, ...] = ()
    lost: tuple[AccessChange, ...] = ()
    controls: tuple[ControlChange, ...] = ()
    what: str = "bucket"  # or directory bucket, access point, VPC endpoint, role, access grant …

    @property
    def is_bucket(self) -> bool:
        """Whether it is a general purpose bucket."""
        return self.what == "bucket"

    @property
    def gains(self) -> bool:
        """Whether somebody certainly gained access."""
        return any(change.state == "yes" for change in self.gained)

    @property
    def may_gain(self) -> bool:
        """Whether it is undecided of somebody whether they gained access."""
        return any(change.state == "unknown" for change in self.gained)

    @property
    def is_weakened(self) -> bool:
        """Whether a control is weaker than before."""
        return any(change.direction == "weakened" for change in self.controls)

    @property
    def is_silent(self) -> bool:
        """Whether nothing of it matters."""
        is_told = self.is_bucket and self.kind != "changed"  # a new bucket is, whoever gets in
        return not (is_told or self.gained or self.lost or self.controls)


class Comparison(Struct, frozen=True):
    """The difference between two states of a tree. Paths are as the reader sees them."""

    version: str  # of s3lint
    since: str  # the revision, or the path of what was before
    buckets: tuple[BucketChange, ...]
    compared: int  # buckets that were looked at
    diagnostics: tuple[Diagnostic, ...] = ()
    complete: bool = True
    here: str = "."  # the current folder as seen from the repository's root
    base: str = "."  # the repository's root as seen from the current folder
    files: tuple[str, ...] = ()  # that places could be looked for in
    sources: Lines = field(default_factory=dict)  # what stands there now
    former_sources: Lines = field(default_factory=dict)  # and what stood there before
