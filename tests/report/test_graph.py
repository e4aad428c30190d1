"""`s3lint graph`: what is drawn, in each format, and in a browser."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx
import pytest

from s3lint.cli import main
from s3lint.engine.request import Request, Wanted
from s3lint.engine.run.analysis import analyse
from s3lint.questions.diagram import BUCKET, Picture, PictureEdge, PictureNode
from s3lint.record import replace
from s3lint.report import render_graph
from s3lint.report.graph.layout import HEIGHT, WIDTH, layout
from s3lint.report.untrusted import harmful
from tests.report.chromium import CHROMIUM, Page
from tests.report.sample_report import CLEAN, EVIL, PICTURE, REPORT, hostile
from tests.support.places import FIXTURES

SUFFIX = {"dot": "dot", "mermaid": "mmd", "json": "json", "html": "html"}
REPORTS = {"sample": REPORT, "clean": CLEAN, "hostile": hostile()}


def drawn(capfd: pytest.CaptureFixture[str], *words: str, form: str = "json") -> str:
    assert main(["graph", "--output-format", form, *words]) == 0
    return capfd.readouterr().out


def graph(capfd: pytest.CaptureFixture[str], *words: str) -> Any:
    """As networkx reads it."""
    return networkx.node_link_graph(json.loads(drawn(capfd, *words)), edges="edges")


def labels(found: Any) -> dict[str, str]:
    """Bucket or kind -> state, of all nodes (of several with one label the last)."""
    return {data["label"]: data["state"] for _, data in found.nodes(data=True)}


def arrows(found: Any) -> set[tuple[str, str, str]]:
    label = found.nodes(data="label")
    return {(label[source], data["kind"], label[target]) for source, target, data in found.edges(data=True)}


# what is drawn


def test_buckets_controls_and_what_they_lead_to(capfd: pytest.CaptureFixture[str]) -> None:
    found = graph(capfd, str(FIXTURES / "orders-service"))
    assert found.graph["version"] == 1 and found.graph["complete"] is True
    buckets = [data["address"] for _, data in found.nodes(data=True) if data["kind"] == "Bucket"]
    assert sorted(buckets) == ["aws_s3_bucket.invoices", "aws_s3_bucket.logs", "aws_s3_bucket.uploads"]
    assert ("Access logging", "logs-to", "acme-prod-orders-access-logs") in arrows(found)
    assert ("Encryption", "encrypted-by", "KMS key") in arrows(found)


def test_what_is_missing_is_drawn_as_such(capfd: pytest.CaptureFixture[str]) -> None:
    found = graph(capfd, str(FIXTURES / "orders-service"), "--bucket", "aws_s3_bucket.uploads")
    states = labels(found)
    assert states["Policy"] == states["Access logging"] == states["Lifecycle rule"] == "missing"
    assert states["Versioning"] == "no"  # it is stated, and suspended
    missing = next(node for node, data in found.nodes(data=True) if data["label"] == "Policy")
    assert found.nodes[missing]["address"] == ""
    assert ("Policy", "governs", "acme-prod-orders-uploads") in arrows(found)


def test_one_buckets_part_ends_at_other_buckets(capfd: pytest.CaptureFixture[str]) -> None:
    found = graph(capfd, str(FIXTURES / "orders-service"), "--bucket", "*.invoices")
    buckets = {data["label"] for _, data in found.nodes(data=True) if data["kind"] == "Bucket"}
    assert buckets == {"acme-prod-orders-invoices", "acme-prod-orders-access-logs"}
    governed = {target for _, kind, target in arrows(found) if kind == "governs"}
    assert governed == {"acme-prod-orders-invoices"}  # the log bucket is there, its controls are not


def test_open_conditions_are_drawn_as_perhaps(capfd: pytest.CaptureFixture[str]) -> None:
    found = graph(capfd, str(FIXTURES / "reusable-module"))
    assert labels(found)["Block Public Access"] == labels(found)["Versioning"] == "unknown"


@pytest.mark.parametrize("twin", sorted((FIXTURES / "twins").iterdir()), ids=lambda path: path.name)
def test_twins_look_alike(twin: Path) -> None:
    """The same bucket in both languages has controls of the same kinds and states."""
    wanted = Wanted(checks=False, pictures=True)
    report = analyse(Request((str(twin),), Path.cwd(), isolated=True, wanted=wanted)).report
    terraform, cloudformation = (
        {(node.kind, node.state) for node in picture.nodes if node.kind != BUCKET} for picture in report.pictures
    )
    assert terraform == cloudformation


def test_a_bucket_that_is_not_there_is_bad_usage(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["graph", str(FIXTURES / "orders-service"), "--bucket", "nothing"]) == 2
    assert "no bucket" in capfd.readouterr().err


def test_to_a_file(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "graph.dot"
    assert drawn(capfd, str(FIXTURES / "orders-service"), "-o", str(file), form="dot") == ""
    assert file.read_text().startswith("digraph s3lint {")


# formats


@pytest.mark.parametrize("name", SUFFIX)
def test_golden(name: str, golden: Callable[[str, str], None]) -> None:
    golden(f"graph.{SUFFIX[name]}", render_graph(name, REPORT))


@pytest.mark.parametrize("name", SUFFIX)
@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_no_harmful_character_gets_through(name: str, report: Any) -> None:
    text = render_graph(name, report)
    assert not {char for char in text if harmful(char)} - {"\n"}
    assert text.endswith("\n") and text == render_graph(name, report)


def test_dot_strings_cannot_be_left() -> None:
    evil = '"]; evil -> node; x [label="\\" \\'
    nodes = tuple(replace(node, label=evil, address=evil, text=evil) for node in PICTURE.nodes)
    text = render_graph("dot", replace(REPORT, pictures=(replace(PICTURE, root=evil, nodes=nodes),)))
    outside = re.sub(r'"(?:[^"\\]|\\.)*"', '""', text)
    assert '"' not in outside.replace('""', "") and "evil" not in outside
    assert outside.count("{") == outside.count("}") == 2


def test_mermaid_labels_cannot_be_left() -> None:
    text = render_graph("mermaid", hostile())
    for line in text.splitlines():
        for label in re.findall(r'"([^"]*)"', line):
            assert not re.search(r"[<>`\[\]{}|\\]", label.replace("<br/>", "")), label
        assert line.count('"') in (0, 2)


def test_nothing_stands_on_something_else() -> None:
    """Also where many share a few, and a few lead to many."""
    nodes = [PictureNode(f"b{n}", "Bucket", f"b{n}", f"b{n}", "yes", "", None) for n in range(5)]
    nodes += [PictureNode(f"c{n}", "Versioning", "Versioning", f"c{n}", "no", "", None) for n in range(20)]
    nodes += [PictureNode(f"k{n}", "KMS key", "KMS key", f"k{n}", "", "", None) for n in range(6)]
    edges = [PictureEdge(f"c{n}", f"b{n % 5}", "governs" if n % 3 else "leads-to") for n in range(20)]
    edges += [PictureEdge(f"c{n}", f"k{n % 6}", "encrypted-by") for n in range(20)]
    placed = layout(Picture("r", tuple(nodes), tuple(edges)), 100)
    boxes = list(placed.places.values())
    assert len(boxes) == len(nodes)
    for number, one in enumerate(boxes):
        assert placed.top <= one.y and one.y + HEIGHT <= placed.top + placed.height
        for other in boxes[:number]:
            assert abs(one.x - other.x) >= WIDTH or abs(one.y - other.y) >= HEIGHT


# the page


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Any:
    if CHROMIUM is None:
        pytest.skip("needs Chromium")
    with Page(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


def show(page: Page, report: Any, folder: Path) -> None:
    file = folder / "graph.html"
    file.write_text(render_graph("html", report), encoding="utf-8")
    page.open(file.as_uri())


def complaints(page: Page) -> list[object]:
    wrong = ("Log.entryAdded", "Runtime.exceptionThrown", "Page.javascriptDialogOpening")
    found: list[object] = [event["params"] for event in page.events if event["method"] in wrong]
    for event in page.events:
        if event["method"] == "Network.requestWillBeSent" and "graph.html" not in event["params"]["request"]["url"]:
            found.append(event["params"])
    return found


CLEAR = "[...document.querySelectorAll('.vertex:not(.faded)')].map(v => v.dataset.label)"


@pytest.mark.process
def test_the_page_filters_and_tells_more(page: Page, tmp_path: Path) -> None:
    show(page, REPORT, tmp_path)
    assert page.run("document.querySelector('#shown').textContent") == "6 of 6 shown"
    page.run("document.querySelector('[data-filter=missing]').click()")
    assert "Versioning" not in page.run(CLEAR) and "KMS key" in page.run(CLEAR)
    page.run("document.querySelector('#search').value = 'kms_KEY'")
    page.run("document.querySelector('#search').dispatchEvent(new Event('input'))")
    assert page.run(CLEAR) == ["KMS key"]
    page.run("document.querySelector('.vertex[data-kind=Policy]').dispatchEvent(new MouseEvent('click'))")
    said = page.run("document.querySelector('#details').innerText")
    assert "aws_s3_bucket_policy.logs" in said and 'Principal is "*"' in said and "infra/main.tf:24" in said
    page.run("document.querySelector('#close').click()")
    assert page.run("document.querySelector('#details').hidden") is True
    assert complaints(page) == []


@pytest.mark.process
def test_the_page_zooms_and_moves(page: Page, tmp_path: Path) -> None:
    page.call("Emulation.setDeviceMetricsOverride", width=1280, height=900, deviceScaleFactor=1, mobile=False)
    show(page, REPORT, tmp_path)
    box = "document.querySelector('#drawing').viewBox.baseVal"
    x, width = page.run(f"{box}.x"), page.run(f"{box}.width")
    page.run("document.querySelector('#in').click()")
    assert page.run(f"{box}.width") < width
    for kind, at in (("mousePressed", 600), ("mouseMoved", 500), ("mouseReleased", 500)):
        page.call("Input.dispatchMouseEvent", type=kind, x=at, y=700, button="left", clickCount=1)
    assert page.run(f"{box}.x") > x
    page.run("document.querySelector('#all').click()")
    assert page.run(f"{box}.width") >= width - 1


@pytest.mark.process
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_the_page_fits_and_attacks_stay_text(page: Page, report: Any, width: int, tmp_path: Path) -> None:
    page.call("Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=False)
    show(page, report, tmp_path)
    page.run("document.querySelectorAll('.vertex').forEach(v => v.dispatchEvent(new MouseEvent('click')))")
    assert page.run("document.documentElement.scrollWidth") <= width
    assert page.run("document.scripts.length") == 1
    assert page.run("document.querySelectorAll('img, iframe, a').length") == 0
    assert complaints(page) == []


@pytest.mark.process
def test_evil_is_shown(page: Page, tmp_path: Path) -> None:
    assert "<script>" in EVIL
    show(page, hostile(), tmp_path)
    page.run("document.querySelector('.vertex').dispatchEvent(new MouseEvent('click'))")
    assert "<script>alert(1)</script>" in page.run("document.querySelector('#details').textContent")
