"""Each workspace folder as `s3lint check FOLDER` would judge it, with the open buffers in place of their files."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from s3lint.engine import Request
from s3lint.engine.request import Wanted
from s3lint.engine.run.result import Result
from s3lint.engine.run.session import Session
from s3lint.record import Struct, field
from s3lint.server.diagnostics import Placed, Said, UriOf, by_file
from s3lint.server.documents import Document
from s3lint.server.protocol import lsp
from s3lint.server.settings import ClientSettings
from s3lint.server.texts import Text
from s3lint.source import DiskTree, FileProblem

Progress = Callable[[int, int], None]

UNREADABLE = "S3L901"
CHECKS = Wanted()
BELIEFS = Wanted(checks=False, beliefs=True)


class Snapshot(Struct, frozen=True):
    """What a question is asked about: buffers, settings and folders as they were at one moment."""

    number: int
    documents: Mapping[Path, Document]
    released: tuple[Path, ...]
    folders: tuple[Path, ...]
    settings: ClientSettings
    encoding: str

    @property
    def targets(self) -> tuple[Path, ...]:
        """What is judged: the folders, and open files that lie in none of them."""
        loose = (path for path in self.documents if not any(path.is_relative_to(one) for one in self.folders))
        return (*self.folders, *loose)

    def text(self, path: Path) -> Text | None:
        """The text of an open buffer."""
        document = self.documents.get(path)
        return Text(str(path), document.text, self.encoding) if document is not None else None


class Judged(Struct):
    """What came of one target."""

    target: Path
    result: Result
    said: dict[Path, Said]
    made: dict[Path, tuple[object, list[lsp.Diagnostic]]] = field(default_factory=dict)  # with what they are made of
    texts: dict[Path, str] = field(default_factory=dict)  # of the buffers, as they were judged

    @property
    def folder(self) -> Path:
        """Where its paths start."""
        return base(self.target)

    @property
    def broken(self) -> frozenset[Path]:
        """The files that could not be read in full."""
        return frozenset(p for p, said in self.said.items() if any(_is_broken(one.code) for one in said.remarks))


class Found(Struct):
    """What a judgement shows in each file, and what went wrong."""

    diagnostics: dict[Path, list[lsp.Diagnostic]] = field(default_factory=dict)
    errors: list[Exception] = field(default_factory=list)


def _is_broken(code: str) -> bool:
    return code == UNREADABLE


def base(target: Path) -> Path:
    """Where a question about a target is asked."""
    return target if target.is_dir() else target.parent


class Judgements:
    """The session with what it found last. Only ever asked from one thread at a time."""

    def __init__(self, uri_of: UriOf) -> None:
        self.session = Session(reuses=True)
        self._uri_of = uri_of
        self._judged: dict[Path, Judged] = {}

    def show(self, snapshot: Snapshot) -> None:
        """The session sees what the editor shows."""
        self.session.release(*snapshot.released)
        self.session.update({path: document.text.encode() for path, document in snapshot.documents.items()})

    def request(self, target: Path, settings: ClientSettings, wanted: Wanted = CHECKS) -> Request:
        """The question about a target."""
        return Request(
            paths=(str(target),),
            cwd=base(target),
            options=settings.options,
            config=settings.config,
            var_files=settings.var_files,
            jobs=1,  # a process with threads is not to be copied
            wanted=wanted,
            passes=False,
        )

    def judge(self, snapshot: Snapshot, progress: Progress) -> Found:
        """The diagnostics of every file that has some. A target that cannot be judged keeps what was found last."""
        self.show(snapshot)
        judged, found = dict[Path, Judged](), Found()
        for target in snapshot.targets:
            if target in snapshot.folders and not target.is_dir():
                continue  # it is gone, and so is what was found in it
            try:
                result = self.session.analyse(self.request(target, snapshot.settings), progress)
                judged[target] = self._told(target, result, snapshot)
            except Exception as error:
                found.errors.append(error)
                if target in self._judged:
                    judged[target] = self._judged[target]
        if not self._judged:
            # most of what is there now stays: it is not to be looked through for garbage after each keystroke
            gc.collect()
            gc.freeze()
        self._judged = judged
        for one in judged.values():
            for path, (_, made) in one.made.items():
                known = found.diagnostics.setdefault(path, [])
                known += [diagnostic for diagnostic in made if diagnostic not in known] if known else made
        return found

    def _told(self, target: Path, result: Result, snapshot: Snapshot) -> Judged:
        before = self._judged.get(target)
        told = Judged(target, result, by_file(result.report, base(target)))
        told.texts = {path: document.text for path, document in snapshot.documents.items()}
        placed = Placed(result.report, told.folder, snapshot.text, self._uri_of, snapshot.encoding)
        held = self._held(told, before)
        for path in told.said.keys() | (before.made.keys() if before else set()):
            if before is not None and held(path):
                if path in before.made:
                    told.made[path] = before.made[path]
                continue
            if path not in told.said:
                continue
            said = told.said[path]
            key = (said, placed.lines(said), told.texts.get(path), snapshot.encoding)
            known = before.made.get(path) if before else None
            told.made[path] = known if known and known[0] == key else (key, placed.made(path, said))
        return told

    def _held(self, told: Judged, before: Judged | None) -> Callable[[Path], bool]:
        """Which files keep what was last said of them: all others, while a buffer cannot be read and is not saved."""
        unsaved = [path for path in told.broken if path in told.texts and told.texts[path] != _on_disk(path)]
        if before is None or not unsaved:
            return lambda path: False
        # what is written now is judged as it is
        return lambda path: (
            path not in told.broken and before.texts.get(path, told.texts.get(path)) == told.texts.get(path)
        )

    def beliefs(self, snapshot: Snapshot, target: Path) -> Result:
        """What is believed about the buckets of a target."""
        self.show(snapshot)
        return self.session.analyse(self.request(target, snapshot.settings, BELIEFS))

    def about(self, path: Path) -> Iterable[Judged]:
        """What was last found of the targets that speak of a file: the innermost first."""
        found = [one for one in self._judged.values() if path in one.said or path.is_relative_to(one.target)]
        return sorted(found, key=lambda one: len(one.target.parts), reverse=True)


def _on_disk(path: Path) -> str | None:
    try:
        return DiskTree(path.parent).read(path.name).decode("utf-8-sig", "replace")
    except FileProblem:
        return None
