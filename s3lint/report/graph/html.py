"""`s3lint graph --output-format html`: one self-contained page to look around in. It loads nothing."""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.engine.report import Report
from s3lint.questions.diagram import BUCKET, MISSING, PictureEdge
from s3lint.report.graph.layout import HEIGHT, WIDTH, Layout, Placed, layout
from s3lint.report.html.bucket_picture import MARKS, cut
from s3lint.report.html.page import asset, page
from s3lint.report.options import Options
from s3lint.report.untrusted import html
from s3lint.report.words import count
from s3lint.source import Location

MARGIN = 24
STATES = {"yes": "in place", "no": "insecure", "unknown": "undecided", MISSING: "missing"}
LONGEST, LONGEST_SMALL = 24, 31  # characters of a node's two lines


def render(report: Report, options: Options) -> str:
    """The pictures as one page of HTML."""
    nodes = [node for picture in report.pictures for node in picture.nodes]
    buckets = count(sum(node.kind == BUCKET for node in nodes), "bucket")
    body = [
        f"<header><h1>s3lint graph: {buckets}</h1>",
        *_controls({node.state for node in nodes}),
        "</header>",
        '<main class="graph"><div id="view" tabindex="0" aria-label="the graph: drag to move, scroll to zoom">',
        *_drawing(report),
        "</div>",
        '<aside id="details" aria-live="polite" hidden>',
        '<button id="close" aria-label="close">✕</button><dl></dl></aside>',
        "</main>",
        f"<footer>s3lint {html(report.version)} · drag to move, scroll to zoom, click a node for more</footer>",
    ]
    style = asset("page.css") + asset("graph.css")
    return page(f"s3lint graph: {buckets}", style, asset("graph.js"), body)


def _controls(states: set[str]) -> Iterator[str]:
    yield '<div class="filters"><input type="search" id="search" aria-label="Filter nodes" placeholder="Filter">'
    for state, word in STATES.items():
        if state in states:
            mark = _mark(state)
            yield (
                f'<label class="{state}"><input type="checkbox" data-filter="{state}" checked> '
                f'<span class="mark">{mark}</span> {word}</label>'
            )
    yield '<span class="buttons"><button id="in" aria-label="zoom in">+</button>'
    yield '<button id="out" aria-label="zoom out">−</button><button id="all">all</button></span>'
    yield '<output id="shown" class="soft"></output></div>'


def _drawing(report: Report) -> Iterator[str]:
    layouts: list[Layout] = []
    top = 0
    for picture in report.pictures:
        layouts.append(layout(picture, top))
        top += layouts[-1].height
    columns = {one.x for placed in layouts for one in placed.places.values()}
    left, right = min(columns, default=0), max(columns, default=0) + WIDTH
    box = f"{left - MARGIN} {-MARGIN} {right - left + 2 * MARGIN} {max(top, HEIGHT) + 2 * MARGIN}"
    yield f'<svg id="drawing" viewBox="{box}" role="group">'
    yield '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
    yield '<path d="M0 0 L8 4 L0 8 z"/></marker></defs>'
    for number, (picture, placed) in enumerate(zip(report.pictures, layouts, strict=True)):
        yield f'<text class="root" x="{left}" y="{placed.top + 16}">{html(picture.root)}</text>'
        yield from (_edge(edge, placed, number) for edge in picture.edges)
        for one in placed.places.values():
            yield from _node(one, number)
    yield "</svg>"


def _edge(edge: PictureEdge, placed: Layout, number: int) -> str:
    source, target = placed.places[edge.source], placed.places[edge.target]
    missing = f" {MISSING}" if source.node.state == MISSING else ""
    perhaps = ("" if edge.certain else " perhaps") + ("" if edge.kind == "governs" else " other")
    return (
        f'<path class="arrow{missing}{perhaps}" marker-end="url(#tip)" d="{_curve(source, target)}" '
        f'data-source="r{number}{edge.source}" data-target="r{number}{edge.target}">'
        f"<title>{html(edge.kind)}{'' if edge.certain else ' (perhaps)'}</title></path>"
    )


def _curve(source: Placed, target: Placed) -> str:
    """From the side of one box to the nearest side of the other."""
    y1, y2 = source.y + HEIGHT // 2, target.y + HEIGHT // 2
    if source.x == target.x:
        x = source.x + WIDTH
        return f"M{x} {y1} C{x + 50} {y1} {x + 50} {y2} {x} {y2}"
    leftward = target.x < source.x
    x1 = source.x if leftward else source.x + WIDTH
    x2 = target.x + WIDTH if leftward else target.x
    middle = (x1 + x2) // 2
    return f"M{x1} {y1} C{middle} {y1} {middle} {y2} {x2} {y2}"


def _node(placed: Placed, number: int) -> Iterator[str]:
    node = placed.node
    state = node.state or "neutral"
    shape = " bucket-node" if node.kind == BUCKET else ""
    small = node.text if node.state in (MISSING, "no", "unknown") else node.address
    name = f"{node.label}, {STATES.get(node.state, 'no state')}"
    data = {"state": node.state, "kind": node.kind, "label": node.label, "address": node.address, "text": node.text}
    data["place"] = _place(node.location)
    said = " ".join(f'data-{key}="{html(value)}"' for key, value in data.items())
    yield f'<g class="vertex {state}{shape}" id="r{number}{node.id}" tabindex="0" role="button" '
    yield f'aria-label="{html(name)}" transform="translate({placed.x} {placed.y})" {said}>'
    yield f'<rect width="{WIDTH}" height="{HEIGHT}" rx="{20 if shape else 7}"/>'
    indent = 16 if shape else 12
    if node.state:
        yield f'<text class="mark" x="{indent}" y="19">{_mark(node.state)}</text>'
        indent += 18
    yield f'<text class="label" x="{indent}" y="18">{cut(node.label, LONGEST)}</text>'
    yield f'<text class="says" x="{indent}" y="35">{cut(small or node.kind, LONGEST_SMALL)}</text></g>'


def _mark(state: str) -> str:
    return "–" if state == MISSING else MARKS[state]


def _place(place: Location | None) -> str:
    return f"{place.path}:{place.line}" if place else ""
