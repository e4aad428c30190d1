"""Where a picture's nodes stand: each bucket with what leads to it on its left and its controls on its right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from s3lint.questions.diagram import BUCKET, Picture, PictureNode
from s3lint.record import Struct

WIDTH, HEIGHT = 250, 44
ROW = HEIGHT + 10
GAP = 26  # between the blocks of two buckets
COLUMNS = (0, 320, 640, 960)  # what leads to buckets, buckets, their controls, what several share
HEAD = 34  # above a root, for its name


class Placed(Struct, frozen=True):
    """A node and its upper left corner."""

    node: PictureNode
    x: int
    y: int


class Layout(Struct, frozen=True):
    """The places of one picture's nodes, where it begins and how high it is."""

    places: dict[str, Placed]
    top: int
    height: int


def layout(picture: Picture, top: int) -> Layout:
    """Everything in four columns, from `top` down; the same picture gives the same places."""
    nodes = {node.id: node for node in picture.nodes}
    buckets = [node for node in picture.nodes if node.kind == BUCKET]
    left, right = _sides(picture, nodes)
    places: dict[str, Placed] = {}
    y = top + HEAD
    for bucket in buckets:
        sources, controls = left[bucket.id], right[bucket.id]
        rows = max(len(sources), len(controls), 1)
        places[bucket.id] = Placed(bucket, COLUMNS[1], y + (rows - 1) * ROW // 2)
        for column, members in ((0, sources), (2, controls)):
            begin = y + (rows - len(members)) * ROW // 2
            for row, node in enumerate(members):
                places[node.id] = Placed(node, COLUMNS[column], begin + row * ROW)
        y += rows * ROW + GAP
    bottom = y
    shared = [node for node in picture.nodes if node.id not in places]
    for placed in _beside(shared, picture, places, top + HEAD):
        places[placed.node.id] = placed
        bottom = max(bottom, placed.y + ROW + GAP)
    return Layout(places, top, bottom - top)


def _sides(
    picture: Picture, nodes: dict[str, PictureNode]
) -> tuple[dict[str, list[PictureNode]], dict[str, list[PictureNode]]]:
    """What stands left and right of each bucket: what has to do with this bucket alone."""
    governed: dict[str, set[str]] = defaultdict(set)
    leading: dict[str, set[str]] = defaultdict(set)
    for edge in picture.edges:
        if nodes[edge.target].kind == BUCKET and nodes[edge.source].kind != BUCKET:
            (governed if edge.kind == "governs" else leading)[edge.source].add(edge.target)
    left: dict[str, list[PictureNode]] = defaultdict(list)
    right: dict[str, list[PictureNode]] = defaultdict(list)
    for node in picture.nodes:
        if len(governed[node.id]) == 1:
            right[next(iter(governed[node.id]))].append(node)
        elif not governed[node.id] and len(leading[node.id]) == 1:
            left[next(iter(leading[node.id]))].append(node)
    return left, right


def _beside(shared: Iterable[PictureNode], picture: Picture, places: dict[str, Placed], top: int) -> Iterator[Placed]:
    """The last column: each node at the height of its neighbours, none over another."""
    neighbours: dict[str, list[int]] = defaultdict(list)
    for edge in picture.edges:
        for here, there in ((edge.source, edge.target), (edge.target, edge.source)):
            if there in places and here not in places:
                neighbours[here].append(places[there].y)
    wanted = {node.id: sum(ys) // len(ys) if (ys := neighbours[node.id]) else top for node in shared}
    y = top
    for node in sorted(shared, key=lambda node: wanted[node.id]):
        y = max(y, wanted[node.id])
        yield Placed(node, COLUMNS[3], y)
        y += ROW
