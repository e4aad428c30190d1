"""Changes laid over a session's trees, and judged with every check there is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from s3lint.engine import Request
from s3lint.engine.request import Wanted
from s3lint.engine.run.result import Result
from s3lint.engine.run.session import Session
from s3lint.fix.change import applied
from s3lint.fix.proof import RootKey, Standing, objection, standings
from s3lint.fix.proposal import Proposal
from s3lint.record import Struct, replace

_EVERYTHING = {"select": ["ALL"], "extend-select": [], "ignore": [], "min-severity": "info"}


MOST_JUDGED = 100  # times that one run judges proposals
LIMIT = f"s3lint judges proposed edits no more than {MOST_JUDGED} times in a run"


class Court(Struct):
    """A session with a request, and how its roots stand as they are. Asked while nothing else is proposed to it."""

    session: Session
    request: Request
    before: Mapping[RootKey, Standing]
    left: int = MOST_JUDGED
    latest: tuple[list[Proposal], Mapping[RootKey, Standing]] | None = None  # what was tried last, and what came of it

    def once_made(self, made: list[Proposal]) -> Court:
        """The court for the next round, once changes are made: nothing is judged twice."""
        if not made:
            return Court(self.session, self.request, self.before, self.left)
        if self.latest is not None and list(map(id, self.latest[0])) == list(map(id, made)):
            return Court(self.session, self.request, self.latest[1], self.left)
        return Court.of(self.session, self.request, self.left)

    @staticmethod
    def of(session: Session, request: Request, left: int = MOST_JUDGED) -> Court:
        """How everything stands, by every check, whatever the request selects."""
        options = {**request.options, **_EVERYTHING}
        whole = replace(request, options=options, new_since=None, baseline=None, wanted=Wanted(), verbose=False)
        return Court(session, whole, standings(judged(session, whole)), left)

    def objection(self, proposed: Iterable[Proposal]) -> str | None:
        """Why changes, made together, are not proven; None where they are."""
        proposed = list(proposed)
        after = self._after(proposed)
        if after is None:
            return LIMIT
        self.latest = proposed, after
        return objection((pair for one in proposed for pair in one.mended), self.before, after)

    def suspects(self) -> dict[int, RootKey]:
        """Of what was tried last, by its id: what touches a root that is worse since then, with the first such root."""
        if self.latest is None:
            return {}
        proposed, after = self.latest
        mended = [pair for one in proposed for pair in one.mended]
        worse = {root for root, old in self.before.items() if objection(mended, {root: old}, after) is not None}
        touched = ((id(one), self._touched(one) & worse) for one in proposed)
        return {one: min(roots) for one, roots in touched if roots}

    def objections(self, proposed: Iterable[Proposal]) -> list[tuple[Proposal, str | None]]:
        """The same for each change alone. Those that touch different roots are judged in one go."""
        found: list[tuple[Proposal, str | None]] = []
        waiting = list(proposed)
        while waiting:
            taken: set[RootKey] = set()
            now: list[tuple[Proposal, set[RootKey]]] = []
            later: list[Proposal] = []
            for one in waiting:
                roots = self._touched(one)
                if roots & taken or any(one.change.conflicts(other.change) for other, _ in now):
                    later.append(one)
                else:
                    taken |= roots
                    now.append((one, roots))
            after = self._after([one for one, _ in now])
            for one, roots in now:
                before = {root: self.before[root] for root in roots}
                found.append((one, LIMIT if after is None else objection(one.mended, before, after)))
            waiting = later
        return found

    def _touched(self, one: Proposal) -> set[RootKey]:
        """The roots that read what a change edits."""
        paths = {path for edited in one.change.replacements for path in one.files.paths_to(edited)}
        tree = str(one.files.part.scope.root)
        return {root for root, standing in self.before.items() if root[0] == tree and standing.files & paths}

    def _after(self, proposed: list[Proposal]) -> Mapping[RootKey, Standing] | None:
        if self.left <= 0:
            return None
        self.left -= 1
        with self.session.proposing(new_texts(proposed)):
            return standings(judged(self.session, self.request))


def judged(session: Session, request: Request) -> Result:
    """Everything that was asked for. Raises KeyboardInterrupt where a signal came: half of the edits are none."""
    result = session.analyse(request)
    if any(part.stopped for part in result.parts):
        raise KeyboardInterrupt
    return result


def new_texts(proposed: Iterable[Proposal]) -> dict[Path, bytes]:
    """What the paths to the files that changes touch show afterwards, links to them among these."""
    found: dict[Path, bytes] = {}
    by_files: dict[int, list[Proposal]] = {}
    for one in proposed:
        by_files.setdefault(id(one.files), []).append(one)
    for some in by_files.values():
        files = some[0].files
        texts = {path: files.text(path) for one in some for path in one.change.replacements}
        for path, text in applied(texts, (one.change for one in some)).items():
            data = files.data(path, text)
            found |= {Path(files.part.scope.root, one): data for one in files.paths_to(path)}
    return found
