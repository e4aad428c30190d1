"""`s3lint graph --output-format mermaid`: a flowchart that GitHub and GitLab draw in Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.engine.report import Report
from s3lint.lazy import lazy_re
from s3lint.questions.diagram import BUCKET, MISSING, Picture, PictureEdge, PictureNode
from s3lint.report.options import Options
from s3lint.report.untrusted import visible

CLASSES = {
    "yes": "stroke:#1a7f37,stroke-width:2px",
    "no": "stroke:#b3141d,stroke-width:2px",
    "unknown": "stroke:#855c00,stroke-width:2px,stroke-dasharray:2 3",
    MISSING: "stroke:#b3141d,stroke-width:2px,stroke-dasharray:5 4",
}
# what Mermaid or the Markdown inside its labels gives a meaning to; links and mentions need none of these
_MARKUP = lazy_re(r"""[^\w \-./,'()…]""")


def render(report: Report, options: Options) -> str:
    """The pictures as one flowchart, a subgraph for each root."""
    lines = ["flowchart RL"]
    for number, picture in enumerate(report.pictures):
        lines += _subgraph(picture, number)
    lines += (f"  classDef {name} {style}" for name, style in CLASSES.items())
    return "\n".join(lines) + "\n"


def _subgraph(picture: Picture, number: int) -> Iterator[str]:
    yield f'  subgraph r{number}["{_text(picture.root)}"]'
    yield from (f"    {_node(node, number)}" for node in picture.nodes)
    yield from (f"    {_edge(edge, number)}" for edge in picture.edges)
    yield "  end"


def _node(node: PictureNode, number: int) -> str:
    title = f"{node.label} (missing)" if node.state == MISSING else node.label
    label = "<br/>".join(_text(line) for line in dict.fromkeys((title, node.address, node.text)) if line)
    opened, closed = ("[(", ")]") if node.kind == BUCKET else ("[", "]")
    return f'r{number}{node.id}{opened}"{label}"{closed}{f":::{node.state}" if node.state else ""}'


def _edge(edge: PictureEdge, number: int) -> str:
    arrow = "-->" if edge.certain else "-.->"
    label = "" if edge.kind == "governs" else f"|{edge.kind}|"
    return f"r{number}{edge.source} {arrow}{label} r{number}{edge.target}"


def _text(text: str) -> str:
    """Text for a quoted label: whatever may be markup by its number, as Mermaid writes entities."""
    return _MARKUP.sub(lambda found: f"#{ord(found[0])};", visible(text))
