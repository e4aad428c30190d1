"""Texts laid over a tree."""

from __future__ import annotations

import pytest

from s3lint.source import Entry, FileProblem, MemoryTree
from s3lint.source.memory import Memory
from s3lint.source.overlay import OverlayTree
from s3lint.source.recorded import RecordingTree

BELOW = MemoryTree({"a/x.tf": "x", "a/y.tf": "y", "b.tf": "b"})


def test_texts_stand_before_what_lies_below() -> None:
    tree = OverlayTree(BELOW, {"a/x.tf": b"new", "a/y.tf": None, "c/d/e.tf": b"e"})
    assert tree.read("a/x.tf") == b"new" and tree.read("b.tf") == b"b" and tree.read("c/d/e.tf") == b"e"
    assert tree.entries("a") == [Entry("x.tf", False)]
    assert tree.entries(".") == [Entry("a", True), Entry("b.tf", False), Entry("c", True)]
    assert tree.entries("c") == [Entry("d", True)] and tree.is_folder("c/d") and tree.unlisted("c/d") is None
    assert tree.is_file("c/d/e.tf") and not tree.is_file("a/y.tf") and not tree.is_file("c/d")
    with pytest.raises(FileProblem, match="does not exist"):
        tree.read("a/y.tf")
    with pytest.raises(FileProblem, match="larger"):
        tree.read("a/x.tf", 2)


def test_files_beside_are_read_and_not_listed() -> None:
    tree = OverlayTree(BELOW, {}, {"given/z.tfvars": b"z"})
    assert tree.read("given/z.tfvars") == b"z" and tree.is_file("given/z.tfvars")
    assert tree.entries(".") == BELOW.entries(".") and not tree.is_folder("given")


def test_a_memory_lasts_as_long_as_what_was_seen() -> None:
    tree = RecordingTree(BELOW)
    memory: Memory[str, bytes] = Memory(tree)
    outer: Memory[str, bytes] = Memory(tree)
    made: list[str] = []

    def make(path: str) -> bytes:
        made.append(path)
        return tree.read(path)

    def both() -> bytes:
        made.append("both")
        return memory.get("x", lambda: make("a/x.tf")) + memory.get("b", lambda: make("b.tf"))

    def ask(**texts: bytes) -> tuple[bytes, list[str]]:
        made.clear()
        tree.below = OverlayTree(BELOW, {path.replace("_", "/") + ".tf": text for path, text in texts.items()})
        tree.renew()
        return outer.get("both", both), list(made)

    assert ask() == (b"xb", ["both", "a/x.tf", "b.tf"])
    assert ask() == (b"xb", []) and ask(c=b"c") == (b"xb", [])
    assert ask(a_x=b"z") == (b"zb", ["both", "a/x.tf"])
    assert ask(a_x=b"z", b=b"y") == (b"zy", ["both", "b.tf"])


def test_what_was_seen_to_change_meanwhile_does_not_last() -> None:
    tree = RecordingTree(BELOW)
    memory: Memory[str, bytes] = Memory(tree)

    def twice() -> bytes:
        was_there = tree.is_file("b.tf")
        tree.below = MemoryTree({})
        return b"gone" if was_there and not tree.is_file("b.tf") else b""

    assert memory.get("b", twice) == b"gone" and not tree.consistent
    tree.renew()
    assert memory.find("b") is None


def test_a_file_is_the_same_for_a_whole_turn() -> None:
    tree = RecordingTree(BELOW)
    memory: Memory[str, bytes] = Memory(tree)

    def twice() -> bytes:
        first = tree.read("b.tf")
        tree.below = MemoryTree({"b.tf": "other"})
        return first + tree.read("b.tf")

    assert memory.get("b", twice) == b"bb" and tree.consistent
    tree.renew()
    assert memory.find("b") is None and tree.read("b.tf") == b"other"
