"""What came of the roots of a tree in earlier runs: it is used again where all that it was made of is as it was.

A root is judged by its settings and inputs, by what other roots state that have to do with it, and by what is seen of
the tree. The first two are the name that its answer has; the third is kept beside it as questions with their answers,
which are asked again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from s3lint.checks import Finding
from s3lint.engine.cache.store import key_of, read, write
from s3lint.engine.report import BucketSummary, DeclaredOption
from s3lint.engine.run.judge import Judged
from s3lint.engine.run.loading import Basis
from s3lint.engine.run.workspace import Work
from s3lint.findings.suppressions import Suppression
from s3lint.record import Raw, Struct, field, from_json, to_json
from s3lint.source import Diagnostic, Span
from s3lint.source.recorded import Answer, Answers

LARGEST = 48 << 20  # bytes of what is kept of one tree
_OF_ONE = 3  # answers about one root that are kept: with other settings, to another question

Agrees = Callable[[Answers], bool]
"""Whether the tree gives these answers today."""


class _Made(Struct):
    """What came of a root, but for what no run that is kept works out."""

    findings: list[Finding]
    diagnostics: list[Diagnostic]
    buckets: list[BucketSummary]
    suppressions: list[Suppression]
    files: frozenset[str]
    about: frozenset[str]
    resources: int
    environments: frozenset[str]
    options: tuple[DeclaredOption, ...]


class _Entry(Struct):
    """An answer about a root, and the numbers of what was seen for it."""

    root: str
    seen: list[int]
    made: Raw


class _Content(Struct):
    seen: list[tuple[str, Answer]] = field(default_factory=list)  # what was seen of the tree, once for all entries
    entries: dict[str, _Entry] = field(default_factory=dict)


class KeptRoots:
    """The answers about the roots of one tree, those of earlier runs and those of this one."""

    def __init__(self, folder: Path, installed: str, root: Path) -> None:
        self._folder, self._key = folder, key_of(installed, "roots", str(root))
        self._content: _Content | None = None
        self._names: dict[int, tuple[object, bytes]] = {}  # of settings and the like, which many roots share
        self._new: dict[str, tuple[str, Answers, bytes]] = {}
        self._used: set[str] = set()

    def judged(self, work: Work, agrees: Agrees) -> tuple[Judged, Answers] | None:
        """What came of a root when it was last judged by the same, where that still holds, and what was seen for it."""
        found = self._found(self._name("judged", *work), _Made, agrees)
        if found is None:
            return None
        made, answers = found
        return Judged(
            work[0],
            made.findings,
            made.diagnostics,
            made.buckets,
            suppressions=made.suppressions,
            files=made.files,
            about=made.about,
            resources=made.resources,
            environments=made.environments,
            options=made.options,
        ), answers

    def keep_judged(self, work: Work, judged: Judged, answers: Answers) -> None:
        """Notes what came of a root."""
        made = _Made(
            judged.findings,
            judged.diagnostics,
            judged.buckets,
            judged.suppressions,
            judged.files,
            judged.about,
            judged.resources,
            judged.environments,
            judged.options,
        )
        self._keep(self._name("judged", *work), work[0].path, made, answers)

    def names(self, basis: Basis, agrees: Agrees) -> tuple[frozenset[str], Answers] | None:
        """What the buckets of a root were last seen to be called, where that still holds."""
        return self._found(self._name("names", *basis), frozenset[str], agrees)

    def keep_names(self, basis: Basis, names: frozenset[str], answers: Answers) -> None:
        """Notes what the buckets of a root are called."""
        self._keep(self._name("names", *basis), basis[0].path, names, answers)

    def save(self, is_there: Callable[[str], bool]) -> None:
        """Keeps what is new beside what there was of roots that are still there."""
        if not self._new:
            return
        kept, numbers = _Content(), dict[tuple[str, Answer], int]()
        count: dict[str, int] = {}

        def add(name: str, root: str, seen: list[tuple[str, Answer]], made: Raw) -> None:
            count[root] = count.get(root, 0) + 1
            kept.entries[name] = _Entry(root, [numbers.setdefault(one, len(numbers)) for one in seen], made)

        for name, (root, answers, made) in self._new.items():
            add(name, root, list(answers.items()), Raw(made))
        before = self._read()
        # the newest first: what was used now, then the rest
        for name in sorted(before.entries.keys() - self._new.keys(), key=lambda one: one not in self._used):
            entry = before.entries[name]
            if count.get(entry.root, 0) < 2 * _OF_ONE and (name in self._used or is_there(entry.root)):
                add(name, entry.root, [before.seen[number] for number in entry.seen], entry.made)
        kept.seen = list(numbers)
        write(self._folder, self._key, to_json(kept), LARGEST)

    def _found(self, name: str | None, kind: type[Any], agrees: Agrees) -> tuple[Any, Answers] | None:
        entry = self._read().entries.get(name) if name is not None else None
        if name is None or entry is None:
            return None
        try:
            answers = dict(self._read().seen[number] for number in entry.seen)
            if not agrees(answers):
                return None
            found = from_json(entry.made, kind)
        except (IndexError, ValueError):
            return None  # not what s3lint wrote
        self._used.add(name)
        return found, answers

    def _keep(self, name: str | None, root: str, made: object, answers: Answers) -> None:
        if name is not None:
            self._new[name] = root, answers, to_json(made)

    def _read(self) -> _Content:
        if self._content is None:
            data = read(self._folder, self._key, LARGEST)
            try:
                self._content = from_json(data, _Content) if data is not None else _Content()
            except (ValueError, RecursionError):
                self._content = _Content()
        return self._content

    def _name(self, kind: str, *parts: object) -> str | None:
        """One name for all that an answer depends on beside the tree; None where that cannot be told."""
        digest = hashlib.sha256(kind.encode())
        try:
            for part in parts:
                known = self._names.get(id(part))
                if known is None:  # the part is kept with it, so that nothing else gets its id
                    known = self._names[id(part)] = part, hashlib.sha256(to_json(part, _plain)).digest()
                digest.update(known[1])
        except TypeError:
            return None
        return digest.hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, Span):
        return value.source.path, value.start, value.end
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError
