"""What a run sees of a tree: every question that it asks, and the answer. Equal answers make an equal run."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import partial

from s3lint.source import Entry, FileProblem, Tree
from s3lint.source.tree import MAX_BYTES

Answers = dict[str, str | bool | None]  # question (`read:LIMIT:PATH`, `is_file:PATH` …) -> answer, texts as digests


class RecordingTree:
    """A tree that notes what is asked of it."""

    def __init__(self, below: Tree) -> None:
        self.below = below
        self.answers: Answers = {}
        self.consistent = True  # no question had two answers

    def read(self, path: str, limit: int = MAX_BYTES) -> bytes:
        """A file's bytes. Raises FileProblem."""
        note = partial(self._note, f"read:{limit}:{path}")
        try:
            data = self.below.read(path, limit)
        except FileProblem as problem:
            note(_of_problem(problem))
            raise
        note(_of_bytes(data))
        return data

    def entries(self, folder: str) -> list[Entry]:
        """What a folder holds, sorted by name."""
        found = self.below.entries(folder)
        self._note(f"entries:{folder}", _of_entries(found))
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

    def take(self) -> tuple[Answers, bool]:
        """What was noted since the last time: how a worker process tells the one that waits for it."""
        taken = self.answers, self.consistent
        self.answers, self.consistent = {}, True
        return taken

    def add(self, answers: Answers, consistent: bool) -> None:
        """What another process noted of the same tree."""
        self.consistent &= consistent
        for question, answer in answers.items():
            self._note(question, answer)

    def _note(self, question: str, answer: str | bool | None) -> None:
        if self.answers.setdefault(question, answer) != answer:
            self.consistent = False  # changed while it was read


def holds(answers: Mapping[str, object], tree: Tree) -> bool:
    """Whether a tree gives these answers today."""
    return all(_ask(tree, question) == answer for question, answer in answers.items())


def _ask(tree: Tree, question: str) -> str | bool | None:
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
    raise ValueError(question)


def _of_bytes(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _of_problem(problem: FileProblem) -> str:
    return f"problem: {problem}"


def _of_entries(entries: list[Entry]) -> str:
    return _of_bytes(json.dumps([(e.name, e.is_folder, e.is_link) for e in entries]).encode())
