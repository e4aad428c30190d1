"""Verdicts that still hold when a root is judged again: of the buckets that hang on nothing that has changed.

What a graph is made of is compared with what the last one was made of, resource by resource. A bucket is judged again
where a resource changed that its verdicts may hang on, now or then; everything else always is.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from s3lint.aws.spellings import spelling_of
from s3lint.checks import Check, Finding, Subject
from s3lint.record import Struct, field, fields
from s3lint.values import Configuration, Resource
from s3lint.values.same import same

if TYPE_CHECKING:
    from s3lint.graph import Graph

Names = frozenset[str]
Verdicts = dict[tuple[str, str], list[Finding]]  # code and address of the bucket -> what the check said


class Kept(Struct):
    """What a graph was made of, and what the checks said of its buckets."""

    resources: dict[str, Resource]
    around: tuple[Any, ...]
    made_by: dict[str, Any]  # where what is no resource is, by address
    hangs: dict[str, Names] = field(default_factory=dict)  # bucket -> resources that its verdicts hang on
    verdicts: Verdicts = field(default_factory=dict)


class Reuse:
    """The verdicts about one configuration: those that are taken over, and those to be kept for the next time."""

    def __init__(self, built: Graph, configuration: Configuration, before: Kept | None) -> None:
        from s3lint.graph.dependence import DependenceOnResources

        self._dependence = DependenceOnResources(built, configuration)
        self._pending = [one for one in configuration.resources if one.evaluated is None]
        resources = {resource.address: resource for resource in configuration.resources}
        self._is_mixed = len(resources) < len(configuration.resources)  # addresses of several roots
        self._now = Kept(resources, _around(built, configuration), configuration.made_by)
        self._before = before if before is not None and _may_be_used(before, self._now) else None
        self._changed = _changed(self._before.resources, resources) if self._before else frozenset()
        self._settled: set[str] = set()  # buckets that hang on nothing that changed
        self._asked: list[tuple[str, str]] = []  # code and address of all that was asked for

    def known(self, check: Check, subject: Subject) -> Sequence[Finding] | None:
        """What a check said of a bucket that is as it was."""
        from s3lint.graph import Bucket

        if not isinstance(subject, Bucket):
            return None
        address = subject.address
        if address not in self._now.hangs:
            self._settle(address, self._dependence.of(subject))
        key = (check.code, address)
        self._asked.append(key)
        return self._before.verdicts.get(key) if address in self._settled and self._before is not None else None

    def _settle(self, address: str, hangs: Names) -> None:
        self._now.hangs[address] = hangs
        before = self._before.hangs.get(address) if self._before else None
        if (
            not self._is_mixed
            and before is not None
            and self._changed.isdisjoint(hangs)
            and self._changed.isdisjoint(before)
        ):
            self._settled.add(address)

    def kept(self, findings: Sequence[Finding]) -> Kept | None:
        """What holds for the next time; None where checks found out something about the input on their way."""
        if self._is_mixed or any(resource.evaluated is not None for resource in self._pending):
            return None
        verdicts: Verdicts = {key: [] for key, count in Counter(self._asked).items() if count == 1}
        for finding in findings:
            if (key := (finding.code, finding.resource)) in verdicts:
                verdicts[key].append(finding)
        self._now.verdicts = verdicts
        return self._now


class Earlier:
    """What is kept of one root: of each of its configurations, in their order."""

    def __init__(self) -> None:
        self._before: deque[Kept | None] = deque()
        self._now: list[Kept | None] = []

    def of(self, built: Graph, configuration: Configuration) -> Reuse:
        """The verdicts about the next configuration."""
        return Reuse(built, configuration, self._before.popleft() if self._before else None)

    def keep(self, kept: Kept | None) -> None:
        """What holds of it for the next time."""
        self._now.append(kept)

    def again(self) -> Earlier:
        """The same for the next time that the root is judged."""
        following = Earlier()
        following._before.extend(self._now)
        return following


def _around(built: Graph, configuration: Configuration) -> tuple[Any, ...]:
    """What every verdict may hang on beside resources."""
    return (
        built.context,
        dict(configuration.places),
        dict(configuration.imports),
        *(getattr(configuration, name) for name in _AROUND),
        sorted({resource.header.path for resource in configuration.resources if resource.header}),
        len({spelling_of(resource.type) for resource in configuration.resources}) > 1,
    )


def _may_be_used(before: Kept, now: Kept) -> bool:
    """Whether all is as it was beside resources. Whatever one refers to is noted each time: other things may differ."""
    shared = before.made_by.keys() & now.made_by.keys()
    places = (same(before.made_by[address], now.made_by[address]) for address in shared)
    return same(before.around, now.around) and all(places)


def _changed(before: dict[str, Resource], now: dict[str, Resource]) -> Names:
    """The resources that came, went or are no longer as they were."""
    gone = before.keys() - now.keys()
    return frozenset((*gone, *(address for address, one in now.items() if not _is_same(before.get(address), one))))


def _is_same(before: Resource | None, now: Resource) -> bool:
    if before is None or before.evaluated is None or now.evaluated is None:
        return False
    return all(same(getattr(before, name), getattr(now, name)) for name in _MADE_OF)


# what else a configuration says, but for what is made again each time
_AGAIN = (
    "exports",
    "imports",
    "made_by",
    "places",
    "resources",
    "diagnostics",
    "files",
    "outputs",
    "hinges",
    "hangs_on",
    "metadata",
    "found",
)
_AROUND = tuple(name for name in fields(Configuration) if name not in _AGAIN)
# all that a resource says; what it hangs on among the watched inputs is none of it
_MADE_OF = ("evaluated", *(name for name in fields(Resource) if name not in ("evaluate", "_body", "hangs_on", "kept")))
