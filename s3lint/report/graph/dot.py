"""`s3lint graph --output-format dot`: for Graphviz (https://graphviz.org/doc/info/lang.html)."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from s3lint.engine.report import Report
from s3lint.questions.diagram import BUCKET, MISSING, Picture, PictureEdge, PictureNode
from s3lint.report.options import Options
from s3lint.report.untrusted import visible

WIDEST = 48  # characters of a line in a node
COLORS = {"yes": "#1a7f37", "no": "#b3141d", "unknown": "#855c00", MISSING: "#b3141d", "": "#59636e"}


def render(report: Report, options: Options) -> str:
    """The pictures as one graph, a cluster for each root."""
    lines = [
        "digraph s3lint {",
        "  rankdir=RL;",
        '  node [shape=box, style=rounded, fontname="Helvetica", fontsize=11];',
        '  edge [fontname="Helvetica", fontsize=9, color="#59636e"];',
    ]
    for number, picture in enumerate(report.pictures):
        lines += _cluster(picture, number)
    return "\n".join([*lines, "}"]) + "\n"


def _cluster(picture: Picture, number: int) -> Iterator[str]:
    yield f"  subgraph cluster_{number} {{"
    yield f'    label="{_text(picture.root)}"; color="#d0d7de"; fontname="Helvetica";'
    yield from (f"    {_node(node, number)}" for node in picture.nodes)
    yield from (f"    {_edge(edge, number)}" for edge in picture.edges)
    yield "  }"


def _node(node: PictureNode, number: int) -> str:
    title = f"{node.label} (missing)" if node.state == MISSING else node.label
    lines = [*dict.fromkeys((title, node.address)), *wrap(visible(node.text), WIDEST)]
    label = "\\n".join(_text(line) for line in lines if line)
    shape = ", shape=cylinder" if node.kind == BUCKET else ""
    style = ', style="rounded,dashed"' if node.state in (MISSING, "unknown") and not shape else ""
    place = f', tooltip="{_text(f"{node.location.path}:{node.location.line}")}"' if node.location else ""
    return f'{_id(node.id, number)} [label="{label}", color="{COLORS[node.state]}"{shape}{style}{place}];'


def _edge(edge: PictureEdge, number: int) -> str:
    perhaps = "" if edge.certain else ", style=dashed"
    label = "" if edge.kind == "governs" else f'label="{_text(edge.kind)}"'
    attributes = (label + perhaps).removeprefix(", ")
    return f"{_id(edge.source, number)} -> {_id(edge.target, number)}{f' [{attributes}]' if attributes else ''};"


def _id(name: str, number: int) -> str:
    return f"r{number}{name}"


def _text(text: str) -> str:
    # a backslash would begin one of Graphviz's own escapes
    return visible(text).replace("\\", "\\\\").replace('"', '\\"')
