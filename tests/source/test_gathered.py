"""Trees beside a tree: read by their paths, met by nothing that is in the tree."""

from __future__ import annotations

import pytest

from s3lint.source import FileProblem, MemoryTree, join
from s3lint.source.gathered import GatheredTree, beside_path, named_beside, placed_beside, spelled

OWN = MemoryTree({"main.tf": "own", "sub/a.tf": "own"})
TREE = GatheredTree(OWN, {"team/one": MemoryTree({"main.tf": "one", "sub/b.tf": "one"})})


def test_a_tree_beside_is_read_by_its_path() -> None:
    path = beside_path("team/one", "main.tf")
    assert TREE.read(path) == b"one" and TREE.is_file(path) and not TREE.is_folder(path)
    assert [entry.name for entry in TREE.entries(beside_path("team/one"))] == ["main.tf", "sub"]
    assert TREE.is_folder(beside_path("team/one"))
    assert TREE.is_tracked(path) == MemoryTree({}).is_tracked("main.tf")
    assert TREE.unlisted(beside_path("team/one")) is None


def test_the_own_tree_does_not_meet_it() -> None:
    assert [entry.name for entry in TREE.entries(".")] == ["main.tf", "sub"]
    with pytest.raises(FileProblem):
        TREE.read(beside_path("another", "main.tf"))


def test_no_path_that_code_writes_leads_there() -> None:
    assert join(".", beside_path("team/one", "main.tf")) is None
    assert join("sub", "../" + beside_path("team/one", "main.tf")) is None


def test_a_path_tells_whose_it_is() -> None:
    assert placed_beside(beside_path("team/one", "sub/b.tf")) == ("team/one", "sub/b.tf")
    assert placed_beside(beside_path("team/one")) == ("team/one", ".")
    assert placed_beside("sub/b.tf") is None


def test_texts_spell_it_as_people_read_it() -> None:
    text = f"aws_s3_bucket.a in {beside_path('team/one', 'sub')}"
    assert spelled(text) == "aws_s3_bucket.a in team/one/sub"
    assert named_beside(text) == ["team/one"]
    assert spelled("nul \0 stays") == "nul \0 stays"
