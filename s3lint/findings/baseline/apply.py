"""Takes what a baseline accepts out of the findings, and names its entries that match nothing any more."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from s3lint.checks import Finding, Outcome, Suppressed
from s3lint.findings.baseline.file import Entry
from s3lint.record import Struct, replace
from s3lint.source import Diagnostic, Location

STALE = "S3L904"


class Result(Struct, frozen=True):
    """The findings, those that the baseline accepts suppressed, and what is stale in it."""

    findings: list[Finding]
    diagnostics: list[Diagnostic]


def apply(
    findings: Iterable[Finding],
    entries: Sequence[Entry],
    path: str,
    *,
    covers: Callable[[Entry], bool] = lambda entry: True,
) -> Result:
    """Marks the findings that entries accept. Each entry accepts one finding, and none that is worse than it was.

    `path` is the baseline's own, for what is said of it. `covers` tells which entries this run could have matched:
    those whose root it looked at (or which is gone) and whose check ran; no other is called stale.
    """
    listed = list(findings)
    left = Counter(_plain(entry) for entry in entries)
    accepted = _accept(listed, left, {})
    moved = _moved(listed, accepted, left)
    accepted |= _accept(listed, left, moved, accepted)
    marked = [
        replace(finding, suppressed=Suppressed("accepted by the baseline", None, Location(path), "baseline"))
        if index in accepted
        else finding
        for index, finding in enumerate(listed)
    ]
    return Result(marked, _stale(entries, left, path, covers))


def _plain(entry: Entry) -> Entry:
    return replace(entry, line=0)


def _accept(
    findings: list[Finding], left: Counter[Entry], moved: dict[str, str], done: frozenset[int] | set[int] = frozenset()
) -> set[int]:
    """The findings (by index) that the entries that are left accept, each entry once."""
    accepted: set[int] = set()
    # failures first: an entry for a failure is not spent on what is merely undecided
    for index in sorted(range(len(findings)), key=lambda i: findings[i].verdict is not Outcome.FAIL):
        finding = findings[index]
        if finding.verdict is Outcome.PASS or finding.suppressed is not None or index in done:
            continue
        entry = Entry.of(finding)
        if moved:
            if entry.root not in moved:
                continue
            entry = replace(entry, root=moved[entry.root])
        for candidate in _as_bad(entry):
            if left[candidate] > 0:
                left[candidate] -= 1
                accepted.add(index)
                break
    return accepted


def _as_bad(entry: Entry) -> list[Entry]:
    """The entries that may accept a finding: as bad as it, or worse."""
    failed = replace(entry, verdict=Outcome.FAIL.value)
    return [entry] if entry == failed else [entry, failed]


def _moved(findings: list[Finding], accepted: set[int], left: Counter[Entry]) -> dict[str, str]:
    """Roots that were renamed: new root -> the old one in the baseline.

    An old root of which nothing is found any more went to the new root, without a match of its own, that shares the
    most entries with it.
    """
    present = {finding.root for finding in findings}
    matched = {findings[index].root for index in accepted}
    old: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for entry, number in left.items():
        if number > 0 and entry.root not in present:
            old[entry.code, entry.resource, entry.what].add(entry.root)
    shared: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        if finding.root not in matched and finding.verdict is not Outcome.PASS and finding.suppressed is None:
            for root in old.get((finding.code, finding.resource, finding.what), ()):
                shared[finding.root, root] += 1
    moved: dict[str, str] = {}
    for (new, root), _ in sorted(shared.items(), key=lambda item: (-item[1], not _alike(*item[0]), item[0])):
        if new not in moved and root not in moved.values():
            moved[new] = root
    return moved


def _alike(one: str, two: str) -> bool:
    return one.rsplit("/", 1)[-1] == two.rsplit("/", 1)[-1]


def _stale(
    entries: Sequence[Entry], left: Counter[Entry], path: str, covers: Callable[[Entry], bool]
) -> list[Diagnostic]:
    diagnostics = []
    left = Counter(left)
    for entry in reversed(entries):  # of equal ones the last are the ones too many
        if left[_plain(entry)] > 0:
            left[_plain(entry)] -= 1
            if covers(entry):
                text = f"{entry.code} of {entry.resource} in {entry.root} no longer occurs"
                place = Location(path, entry.line, 1, entry.line, 1)
                hint = "update the baseline with --write-baseline"
                diagnostics.append(Diagnostic(STALE, text, place, incomplete=False, hint=hint))
    return diagnostics[::-1]
