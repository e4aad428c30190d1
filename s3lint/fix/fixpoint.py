"""Changes made one round after the other, each round proven and judged anew, until nothing is left to change."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from s3lint.checks import Finding
from s3lint.engine import Request
from s3lint.engine.run.result import Result
from s3lint.engine.run.session import Session
from s3lint.fix.comments import without_idle
from s3lint.fix.judging import Court, judged, new_texts
from s3lint.fix.proposal import Key, Proposal, key, proposals
from s3lint.record import Struct, field

MOST_ROUNDS = 12


class Fixed(Struct):
    """What came of a run with all changes made: nothing is written yet."""

    result: Result  # as it is afterwards
    files: dict[Path, bytes] = field(default_factory=dict)  # as they are afterwards
    laid: dict[Path, bytes] = field(default_factory=dict)  # the same under every path that leads to one of them
    before: dict[Path, bytes] = field(default_factory=dict)
    shown: dict[Path, str] = field(default_factory=dict)  # as the user reads their paths
    made: list[Proposal] = field(default_factory=list)
    refused: dict[Key, str] = field(default_factory=dict)  # why a finding is left that has a change of its own
    without: dict[Key, str] = field(default_factory=dict)  # why there is no change for the others
    mistakes: dict[Key, str] = field(default_factory=dict)  # of s3lint's, each of which costs an edit
    comments: int = 0  # suppressions that were of no use
    unsafe: list[Finding] = field(default_factory=list)  # that a change would mend which is not safe


def fixed(session: Session, request: Request, *, unsafe: bool) -> Fixed:
    """The files with every change made that proves itself; unsafe ones where they are asked for."""
    done = Fixed(judged(session, request))
    refused: set[tuple[Key, str]] = set()
    court: Court | None = None
    made: list[Proposal] = []
    for _ in range(MOST_ROUNDS):
        with session.proposing(done.laid):
            ready = [one for one in _ready(done, unsafe=unsafe) if not _names(one) <= refused]
            batch = _apart(ready)
            if not batch:
                break
            court = Court.of(session, request) if court is None else court.once_made(made)
            made, left = _proven(court, batch)
            for one, why in left:
                refused |= _names(one)
                done.refused |= {key(f): why for f in one.findings}
            _note(done, made, new_texts(made))
        with session.proposing(done.laid):
            done.result = judged(session, request)
        if not made and len(batch) == len(ready):
            break
    else:
        why = f"s3lint makes no more than {MOST_ROUNDS} rounds of edits"
        with session.proposing(done.laid):
            done.refused |= {key(f): why for one in _ready(done, unsafe=unsafe) for f in one.findings}
    with session.proposing(done.laid):
        bare, done.comments = without_idle(session, request, done.result)
    for file, (shown, before, after) in bare.items():
        done.files[file] = done.laid[file] = after
        done.shown[file] = shown
        done.before.setdefault(file, before)
    if bare:
        with session.proposing(done.laid):
            done.result = judged(session, request)
    return done


def _ready(done: Fixed, *, unsafe: bool) -> list[Proposal]:
    """What may be made, the most severe first."""
    done.unsafe, done.without = [], {}
    found: list[Proposal] = []
    for part in done.result.parts:
        proposed = proposals(part, part.findings)
        done.mistakes |= proposed.mistakes
        done.without |= proposed.without
        for one in proposed.found:
            if unsafe or one.is_safe:
                found.append(one)
            else:
                done.unsafe += one.findings
    return sorted(found, key=lambda one: -max(f.severity for f in one.findings))


def _names(one: Proposal) -> set[tuple[Key, str]]:
    """What a change is known by from round to round."""
    return {(key(finding), one.change.title) for finding in one.findings}


def _apart(ready: list[Proposal]) -> list[Proposal]:
    """Those that can be made at once."""
    batch: list[Proposal] = []
    taken: dict[tuple[int, str], list[Proposal]] = {}  # by what they share with others: a file or a group
    for one in ready:
        shared = [(id(one.files), name) for name in (*one.change.replacements, *one.change.groups)]
        near = {id(other): other for name in shared for other in taken.get(name, ())}
        if not any(one.change.conflicts(other.change) for other in near.values()):
            batch.append(one)
            for name in shared:
                taken.setdefault(name, []).append(one)
    return batch


def _proven(court: Court, batch: list[Proposal]) -> tuple[list[Proposal], list[tuple[Proposal, str]]]:
    """Those of a batch that prove themselves together, and why the others do not."""
    left: list[tuple[Proposal, str]] = []

    def most_of(some: list[Proposal], made: list[Proposal]) -> list[Proposal]:
        why = court.objection([*made, *some])
        if why is None:
            return some
        if len(some) == 1:
            alone = court.objection(some) if made else why
            if alone is not None:  # else it waits until what was made beside it is judged
                left.append((some[0], alone))
            return []
        first, rest = _divided(some, court.suspects())
        done = most_of(first, made)
        return [*done, *most_of(rest, [*made, *done])]

    return most_of(batch, []), left


def _divided(some: list[Proposal], suspects: Mapping[int, object]) -> tuple[list[Proposal], list[Proposal]]:
    """Those that stand in no root that got worse, and the others; where all do, half of those of each such root."""
    calm = [one for one in some if id(one) not in suspects]
    if calm and len(calm) < len(some):
        return calm, [one for one in some if id(one) in suspects]
    by_root: dict[object, list[Proposal]] = {}
    for one in some:
        by_root.setdefault(suspects.get(id(one)), []).append(one)
    if all(len(group) == 1 for group in by_root.values()):
        return some[: len(some) // 2], some[len(some) // 2 :]
    halves = [(group[: len(group) // 2], group[len(group) // 2 :]) for group in by_root.values()]
    return [one for half, _ in halves for one in half], [one for _, half in halves for one in half]


def _note(done: Fixed, made: list[Proposal], texts: dict[Path, bytes]) -> None:
    done.made += made
    for one in made:
        for path in one.change.replacements:
            file = one.files.place(path)
            done.shown[file] = one.files.part.scope.display(path)
            done.before.setdefault(file, one.files.before(path))
            done.files[file] = texts[file]
    done.laid |= texts
