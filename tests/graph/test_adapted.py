"""Nodes of resources that come into another graph."""

from __future__ import annotations

from s3lint.graph import build
from s3lint.languages.terraform.configuration.library import Library
from s3lint.languages.terraform.configuration.load import load
from s3lint.source import MemoryTree
from s3lint.values import Configuration, Inputs
from s3lint.values.value import Mapping

CODE = b"""\
resource "aws_s3_bucket" "a" {
  bucket = "a"
  versioning {
    enabled = true
  }
}
resource "aws_s3_bucket_versioning" "a" {
  bucket = aws_s3_bucket.a.id
  versioning_configuration {
    status = "Suspended"
  }
}
"""


def evaluated(*, kept: bool) -> Configuration:
    found = load(Library(MemoryTree({"main.tf": CODE})), ".", Inputs())
    for resource in found.resources:
        resource.kept = {} if kept else None
    return found


def edges(configuration: Configuration) -> list[tuple[str, str, str, str]]:
    network = build(configuration).network
    return sorted(
        (type(node).__name__, node.address, edge.kind, target.address)
        for node in network.nodes()
        for target in network.targets(node)
        for source, edge in network.sources(target)
        if source is node
    )


def test_only_what_comes_again_is_kept() -> None:
    once, again = evaluated(kept=False), evaluated(kept=True)
    assert set(build(once).network.nodes()).isdisjoint(build(once).network.nodes())
    assert set(build(again).network.nodes()) == set(build(again).network.nodes())


def test_the_graph_is_the_same() -> None:
    again = evaluated(kept=True)
    first = edges(again)
    assert first == edges(evaluated(kept=False)) and len(first) > 1
    assert edges(again) == first


def test_a_resource_with_other_attributes_has_other_nodes() -> None:
    again = evaluated(kept=True)
    before = set(build(again).network.nodes())
    changed = next(one for one in again.resources if one.type == "aws_s3_bucket_versioning")
    changed.become(Mapping({}, {}, "block"))
    after = set(build(again).network.nodes())
    assert {node.address for node in before - after} == {"aws_s3_bucket_versioning.a"}
