"""What is seen of a tree: every question that is asked of it, and the answer. Equal answers make an equal result."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from s3lint.source import Entry, FileProblem, Tree
from s3lint.source.tree import MAX_BYTES

Answer = str | bool | None
Answers = dict[str, Answer]  # question (`read:LIMIT:PATH`, `is_file:PATH` …) -> answer, texts as digests

_TEXTS = 16 << 20  # bytes of files that are kept for a second look

CHANGED = "changed"  # answer to what had two answers while one result was made: none that a tree gives


class Record:
    """What one result saw of a tree: its own questions, and the records of the results that went into it."""

    __slots__ = ("_held", "_turn", "answers", "is_settled", "parts")

    def __init__(self, turn: int) -> None:
        self.answers: Answers = {}
        self.parts: set[Record] = set()
        self.is_settled: Callable[[], bool] = lambda: True  # whether equal answers make it an equal result
        self._turn, self._held = turn, True

    def holds(self, turn: int, ask: Callable[[str], Answer]) -> bool:
        """Whether it would be the same today: found out once in each turn after its own."""
        if self._turn != turn:
            self._turn = turn
            self._held = (
                self.is_settled()
                and all(ask(question) == answer for question, answer in self.answers.items())
                and all(part.holds(turn, ask) for part in self.parts)
            )
        return self._held

    def whole(self) -> Answers:
        """Its questions and those of its parts."""
        answers: Answers = {}
        for record in self._all():
            answers |= record.answers
        return answers

    def settled(self) -> bool:
        """Whether equal answers make it and its parts equal results."""
        return all(record.is_settled() for record in self._all())

    def _all(self) -> Iterator[Record]:
        seen, pending = {self}, [self]
        while pending:
            record = pending.pop()
            yield record
            pending += record.parts - seen
            seen |= record.parts


class RecordingTree:
    """A tree that notes what is asked of it: in this turn as a whole, and for each result that is being made.

    Files and folders are looked at once in a turn: as a module, say, and then for comments that suppress findings.
    """

    def __init__(self, below: Tree) -> None:
        self.below = below
        self.turn = 0
        self.answers: Answers = {}  # of this turn
        self.consistent = True  # no question had two answers in this turn
        self._open: list[Record] = []  # of the results that are being made, the innermost last
        self._texts: dict[str, bytes] = {}  # of this turn, by the question
        self._room = _TEXTS
        self._folders: dict[str, list[Entry]] = {}

    def __reduce__(self) -> tuple[type[RecordingTree], tuple[Tree]]:
        return RecordingTree, (self.below,)

    def read(self, path: str, limit: int = MAX_BYTES) -> bytes:
        """A file's bytes. Raises FileProblem."""
        question = f"read:{limit}:{path}"
        known = self._texts.get(question)
        if known is not None:
            self._note(question, self.answers[question])
            return known
        try:
            data = self.below.read(path, limit)
        except FileProblem as problem:
            self._note(question, _of_problem(problem))
            raise
        self._note(question, _of_bytes(data))
        if len(data) <= self._room:
            self._room -= len(data)
            self._texts[question] = data
        return data

    def entries(self, folder: str) -> list[Entry]:
        """What a folder holds, sorted by name."""
        question = f"entries:{folder}"
        known = self._folders.get(folder)
        if known is not None:
            self._note(question, self.answers[question])
            return known
        found = self._folders[folder] = self.below.entries(folder)
        self._note(question, _of_entries(found))
        return found

    def unlisted(self, folder: str) -> str | None:
        """Why a folder cannot be listed, or None."""
        why = self.below.unlisted(folder)
        self._note(f"unlisted:{folder}", why)
        return why

    def is_file(self, path: str) -> bool:
        """Whether a regular file lies there."""
        answer = self.below.is_file(path)
        self._note(f"is_file:{path}", answer)
        return answer

    def is_folder(self, path: str) -> bool:
        """Whether a folder lies there."""
        answer = self.below.is_folder(path)
        self._note(f"is_folder:{path}", answer)
        return answer

    def is_tracked(self, path: str) -> bool | None:
        """Whether git tracks a file, or a file in a folder."""
        answer = self.below.is_tracked(path)
        self._note(f"is_tracked:{path}", answer)
        return answer

    @contextmanager
    def recording(self) -> Iterator[Record]:
        """Notes what is seen while one result is made."""
        record = Record(self.turn)
        self._open.append(record)
        try:
            yield record
        finally:
            self._open.pop()
            self.use(record)

    def use(self, record: Record) -> None:
        """Notes that a result which was there already goes into the one that is being made."""
        if self._open:
            self._open[-1].parts.add(record)

    def renew(self) -> None:
        """Begins a turn: whatever was seen so far may have changed."""
        self.turn += 1
        self.answers, self.consistent = {}, True
        self._texts, self._room, self._folders = {}, _TEXTS, {}

    def holds(self, record: Record) -> bool:
        """Whether the tree still gives the answers of a record."""
        return record.holds(self.turn, self._current)

    def agrees(self, answers: Answers) -> bool:
        """Whether the tree gives these answers today."""
        return all(self._current(question) == answer for question, answer in answers.items())

    def add(self, answers: Answers, consistent: bool) -> None:
        """Notes what another process saw of the same tree."""
        self.consistent &= consistent
        for question, answer in answers.items():
            self._note(question, answer)

    def _current(self, question: str) -> Answer:
        if question not in self.answers:
            self.answers[question] = _ask(self.below, question)
        return self.answers[question]

    def _note(self, question: str, answer: Answer) -> None:
        if self.answers.setdefault(question, answer) != answer:
            self.consistent = False  # changed while it was read
        if self._open:
            own = self._open[-1].answers
            own[question] = answer if own.get(question, answer) == answer else CHANGED


def holds(answers: Mapping[str, object], tree: Tree) -> bool:
    """Whether a tree gives these answers today."""
    return all(_ask(tree, question) == answer for question, answer in answers.items())


def _ask(tree: Tree, question: str) -> Answer:
    kind, _, path = question.partition(":")
    if kind == "read":
        limit, _, path = path.partition(":")
        try:
            return _of_bytes(tree.read(path, int(limit)))
        except FileProblem as problem:
            return _of_problem(problem)
    if kind == "entries":
        return _of_entries(tree.entries(path))
    if kind == "unlisted":
        return tree.unlisted(path)
    if kind == "is_file":
        return tree.is_file(path)
    if kind == "is_folder":
        return tree.is_folder(path)
    if kind == "is_tracked":
        return tree.is_tracked(path)
    raise ValueError(question)


def _of_bytes(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _of_problem(problem: FileProblem) -> str:
    return f"problem: {problem}"


def _of_entries(entries: list[Entry]) -> str:
    return _of_bytes(repr([(e.name, e.is_folder, e.is_link) for e in entries]).encode())
