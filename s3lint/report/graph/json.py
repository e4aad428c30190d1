"""`s3lint graph --output-format json`: networkx's node-link data, version 1 (docs/inspect.md)."""

from __future__ import annotations

from typing import Any

from s3lint.engine.report import Report
from s3lint.graph.network import node_link
from s3lint.questions.diagram import Picture, PictureEdge, PictureNode
from s3lint.report.options import Options
from s3lint.report.untrusted import json_text

VERSION = 1


def render(report: Report, options: Options) -> str:
    """The pictures as one graph; `networkx.node_link_graph(data, edges="edges")` reads it."""
    pictures = list(enumerate(report.pictures))
    nodes = [(f"{number}.{node.id}", _node(node, picture)) for number, picture in pictures for node in picture.nodes]
    edges = [_edge(edge, number) for number, picture in pictures for edge in picture.edges]
    about = {"version": VERSION, "tool": "s3lint", "tool_version": report.version, "complete": report.summary.complete}
    return json_text(node_link(nodes, edges, about))


def _node(node: PictureNode, picture: Picture) -> dict[str, Any]:
    place = node.location
    return {
        "root": picture.root,
        "kind": node.kind,
        "label": node.label,
        "address": node.address,
        "state": node.state or None,
        "text": node.text,
        "path": place.path if place else None,
        "line": place.line if place else None,
    }


def _edge(edge: PictureEdge, number: int) -> tuple[str, str, dict[str, Any]]:
    return f"{number}.{edge.source}", f"{number}.{edge.target}", {"kind": edge.kind, "certain": edge.certain}
