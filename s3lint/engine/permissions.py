"""Answers to “who can do what”, as plain data: what `s3lint can` prints."""

from __future__ import annotations

from s3lint.record import Struct
from s3lint.source import Diagnostic, Location


class Asking(Struct, frozen=True):
    """A question as it is asked: `*` is anybody, any action, any bucket."""

    who: str
    action: str = "*"
    what: str = "*"
    context: tuple[tuple[str, str | None], ...] = ()  # None: the request does not carry the key

    @property
    def is_listing(self) -> bool:
        """Whether only what is allowed or undecided is worth telling."""
        return self.who == "*" or "*" in self.action


class DecidingStep(Struct, frozen=True):
    """A statement or setting, and what it does to a request."""

    effect: str  # denies, blocks, passes, allows, misses, note
    text: str
    location: Location | None = None


class Carried(Struct, frozen=True):
    """A value of a condition key that a request needs."""

    key: str
    value: str


class Permission(Struct, frozen=True):
    """What somebody can, cannot or perhaps can do with a bucket."""

    who: str
    state: str  # allowed, denied, undecided
    actions: tuple[str, ...]
    request: str = ""  # one that gets through, or may
    resource: str = ""
    context: tuple[Carried, ...] = ()
    decides: str = ""  # what an undecided answer hangs on
    steps: tuple[DecidingStep, ...] = ()


class BucketPermissions(Struct, frozen=True):
    """The answers about one bucket."""

    address: str
    root: str
    location: Location | None
    permissions: tuple[Permission, ...]


class Permissions(Struct, frozen=True):
    """The answers to a question about all buckets that it names. Paths are as the reader sees them."""

    version: str  # of s3lint
    asking: Asking
    buckets: tuple[BucketPermissions, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    complete: bool = True
    names: tuple[str, ...] = ()  # of all buckets that there are

    def has(self, state: str) -> bool:
        """Whether something is allowed, denied or undecided."""
        return any(one.state == state for bucket in self.buckets for one in bucket.permissions)
