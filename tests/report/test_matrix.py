"""The matrix of the page: every bucket and finding is in it, and each cell leads to its finding."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from s3lint.checks import Outcome, Severity, Suppressed
from s3lint.engine.report import BucketSummary, Control, Report, Requester
from s3lint.engine.run.beliefs import buckets
from s3lint.record import replace
from s3lint.report import render
from s3lint.report.columns import COLUMNS, column_of
from s3lint.report.html.findings import MOST_OPEN
from tests.report.made_findings import at, finding, undecided
from tests.report.sample_report import CLEAN, REPORT, hostile
from tests.support.verdicts import graph_of


class Table(HTMLParser):
    """The rows of the matrix: texts of cells, where they lead, and what they are told to mean."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[list[dict[str, str]]] = []
        self.cell: dict[str, str] | None = None
        self.feed(page[page.index('<table id="matrix"') : page.index("</table>")])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.cell = {"text": "", **given}
            self.rows[-1].append(self.cell)
        elif self.cell is not None:
            self.cell |= {name: value for name, value in given.items() if name in ("href", "title")}

    def handle_data(self, data: str) -> None:
        if self.cell is not None:
            self.cell["text"] += data


def cells(report: Report) -> dict[str, dict[str, dict[str, str]]]:
    """Bucket -> column -> cell."""
    head, *rows = Table(render("html", report)).rows
    for cell in (cell for row in (head, *rows) for cell in row):
        cell["text"] = cell["text"].strip()
    titles = [cell["text"] for cell in head]
    return {row[0]["text"].split("main.tf")[0]: dict(zip(titles[1:], row[1:], strict=True)) for row in rows}


def entry(page: str, anchor: str) -> str:
    """The text of the element that an anchor names."""
    found = re.search(rf'<details [^>]*id="{anchor.removeprefix("#")}".*?</details>', page, re.DOTALL)
    assert found
    return found[0]


def bucket(address: str, line: int = 5, **more: object) -> BucketSummary:
    return replace(BucketSummary(address, ".", at(line)), **more)  # type: ignore[arg-type]


def report(*found: object, buckets: tuple[BucketSummary, ...] = (bucket("aws_s3_bucket.b"),)) -> Report:
    return replace(REPORT, findings=tuple(found), buckets=buckets, diagnostics=())  # type: ignore[arg-type]


def test_the_page_begins_with_the_matrix() -> None:
    page = render("html", REPORT)
    assert page.index('<table id="matrix"') < page.index("<h2>Findings") < page.index("<h2>Each bucket")
    assert "matrix" not in render("html", CLEAN).split("<body>")[1].split("<script>")[0]


@pytest.mark.parametrize("shown", [REPORT, hostile()], ids=["sample", "hostile"])
def test_each_cell_leads_to_its_finding(shown: Report) -> None:
    page = render("html", shown)
    linked = [cell for row in Table(page).rows[1:] for cell in row[1:] if "href" in cell]
    assert linked
    for cell in linked:
        code = re.search(r"S3L\d+", cell["title"])
        assert code and code[0] in entry(page, cell["href"])


def test_every_finding_of_a_bucket_is_in_its_row() -> None:
    listed = [
        finding(code, at(number)) for number, code in enumerate(["S3L101", "S3L202", "S3L501", "S3L601", "S3L999"])
    ]
    row = cells(report(*listed))["aws_s3_bucket.b"]
    assert {title for title, cell in row.items() if "href" in cell} == {column_of(f.code).title for f in listed}
    assert row["Other"]["title"].startswith("medium: S3L999")


def test_the_worst_finding_of_a_cell_is_shown_and_the_others_counted() -> None:
    row = cells(
        report(
            undecided("S3L101", at(9), "var.x"),
            finding("S3L103", at(9), severity=Severity.LOW),
            finding("S3L104", at(8), severity=Severity.HIGH),
        )
    )["aws_s3_bucket.b"]
    cell = row["Public"]
    assert (cell["text"], cell["title"]) == ("H3", "high: S3L104 S3L104 fails (and 2 other findings)")


def test_a_suppressed_finding_is_told_from_a_lack() -> None:
    kept = replace(finding("S3L501"), suppressed=Suppressed("old site", None, None))
    row = cells(report(kept))["aws_s3_bucket.b"]
    assert row["Versioning"]["text"] == "S" and "href" in row["Versioning"]
    both = cells(report(kept, replace(finding("S3L502"), severity=Severity.LOW)))["aws_s3_bucket.b"]
    assert both["Versioning"]["text"] == "L"


def test_without_a_finding_a_cell_says_what_is_believed() -> None:
    controls = (
        Control("versioning", "no", "not configured"),
        Control("block public acls", "yes", "true"),
        Control("block public policy", "unknown", "var.x has no default"),
        Control("encryption", "yes", "SSE-S3"),
        Control("access logging", "unknown", "not in this code"),
    )
    requesters = (
        Requester("anyone", "", "no", "no policy"),
        Requester("other accounts", "111122223333", "yes", "a request"),
    )
    row = cells(report(buckets=(bucket("b", controls=controls, requesters=requesters),)))["b"]
    told = {title: (cell["text"], cell["title"]) for title, cell in row.items()}
    assert told["Versioning"] == ("–", "not configured")
    assert told["Block Public Access"] == ("?", "var.x has no default"), "the worst of the four"
    assert told["Encryption"] == ("✓", "SSE-S3") and told["Logging"] == ("?", "not in this code")
    assert told["Public"] == ("✓", "no policy") and told["Other accounts"] == ("–", "a request")
    assert told["TLS"] == ("", "nothing found")


def test_the_bucket_with_most_to_do_comes_first() -> None:
    names = ("clean", "open", "bad", "worst")
    known = tuple(bucket(name, line) for line, name in enumerate(names, start=5))
    found = (
        finding("S3L501", at(6), resource="worst"),
        finding("S3L101", at(7), resource="worst", severity=Severity.CRITICAL),
        finding("S3L501", at(6), resource="bad"),
        replace(finding("S3L501", at(6), resource="open"), verdict=Outcome.UNKNOWN, blocked_by="var.x"),
    )
    assert list(cells(report(*found, buckets=known))) == ["worst", "bad", "open", "clean"]


def test_an_existing_bucket_is_marked() -> None:
    page = render("html", report(buckets=(bucket("data.aws_s3_bucket.b", existing=True),)))
    assert "not created by this code" in page


def test_columns_know_the_names_of_beliefs() -> None:
    (found,) = buckets(graph_of({"main.tf": 'resource "aws_s3_bucket" "b" {\n  bucket = "acme-b"\n}\n'}))
    labels, classes = {c.label for c in found.controls}, {r.who for r in found.requesters}
    for column in COLUMNS:
        assert set(column.beliefs) <= labels and set(column.requesters) <= classes, column.title


def test_many_entries_stand_closed() -> None:
    many = [finding("S3L102", at(n), severity=Severity.HIGH, subject=at(n)) for n in range(1, 90)]
    assert render("html", report(*many)).count('" open>') == MOST_OPEN


def test_what_several_roots_make_of_one_module_is_told_apart() -> None:
    place = replace(at(1), path="modules/bucket/main.tf")
    roots = ("live/prod", "live/test")
    made = tuple(
        replace(bucket, root=root, location=place)
        for bucket in REPORT.buckets[:1]
        for root in (*roots, "modules/bucket")
    )
    _, *rows = Table(render("html", replace(REPORT, buckets=made, findings=()))).rows
    told = [row[0]["text"].strip().partition("modules/")[2] for row in rows]
    assert sorted(told) == ["bucket/main.tf:1", "bucket/main.tf:1 in live/prod", "bucket/main.tf:1 in live/test"]
