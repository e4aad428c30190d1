"""The HTML report in a real browser: filters, links, widths, darkness, and attacks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from s3lint.engine.report import Report
from s3lint.report import render
from tests.report.chromium import CHROMIUM, Page
from tests.report.sample_report import CLEAN, REPORT, hostile

pytestmark = [pytest.mark.process, pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")]

SHOWN = "[...document.querySelectorAll('.finding')].filter(f => !f.hidden).map(f => f.id)"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with Page(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


def show(page: Page, report: Report, folder: Path, fragment: str = "") -> None:
    file = folder / "report.html"
    file.write_text(render("html", report), encoding="utf-8")
    page.open(f"{file.as_uri()}{fragment}")


def complaints(page: Page) -> list[object]:
    """Errors, refused scripts, dialogs, and whatever the page wanted to load beside itself."""
    found: list[object] = []
    for event in page.events:
        method, parameters = event["method"], event["params"]
        if method in ("Log.entryAdded", "Runtime.exceptionThrown", "Page.javascriptDialogOpening"):
            found.append(parameters)
        elif method == "Network.requestWillBeSent" and "report.html" not in parameters["request"]["url"]:
            found.append(parameters["request"]["url"])
    return found


def test_filters(page: Page, tmp_path: Path) -> None:
    show(page, REPORT, tmp_path)
    assert page.run(SHOWN) == ["finding-1", "finding-2", "finding-3"]  # the suppressed one waits for its box
    assert page.run("document.querySelector('#shown').textContent") == "3 of 4 shown"
    page.run("document.querySelector('[data-filter=suppressed]').click()")
    assert page.run(SHOWN) == ["finding-1", "finding-2", "finding-3", "finding-4"]
    page.run("document.querySelector('[data-filter=critical]').click()")
    assert page.run(SHOWN) == ["finding-2", "finding-3", "finding-4"]
    page.run("document.querySelector('#search').value = 'MODULE.site'")
    page.run("document.querySelector('#search').dispatchEvent(new Event('input'))")
    assert page.run(SHOWN) == ["finding-3"]
    assert complaints(page) == []


def test_a_bucket_links_to_its_findings(page: Page, tmp_path: Path) -> None:
    show(page, REPORT, tmp_path)
    assert page.run("document.querySelector('#finding-2').open") is False
    page.run("document.querySelector('.card a[href=\"#finding-2\"]').click()")
    page.run("dispatchEvent(new HashChangeEvent('hashchange'))")
    assert page.run("document.querySelector('#finding-2').open") is True
    show(page, REPORT, tmp_path, "#finding-4")
    assert "finding-4" in page.run(SHOWN)


ROWS = """
[...document.querySelectorAll('#matrix tbody tr')].filter(r => !r.hidden).map(r => r.querySelector('a').textContent)
"""
LOGS, WEB, THIS = "aws_s3_bucket.logs", "aws_s3_bucket.web", 'module.site.aws_s3_bucket.this["eu"]'


def test_the_matrix_sorts(page: Page, tmp_path: Path) -> None:
    show(page, REPORT, tmp_path)
    assert page.run(ROWS) == [LOGS, THIS, WEB]
    header = "document.querySelectorAll('#matrix thead button')[%d].click()"
    page.run(header % 0)
    assert page.run(ROWS) == [LOGS, WEB, THIS]
    page.run(header % 0)
    assert page.run(ROWS) == [THIS, WEB, LOGS]
    page.run(header % 3)  # Block Public Access, which is undecided for one of them
    assert page.run(ROWS)[0] == THIS
    assert page.run("document.querySelectorAll('[aria-sort]').length") == 1
    assert complaints(page) == []


def test_the_matrix_filters(page: Page, tmp_path: Path) -> None:
    show(page, REPORT, tmp_path)
    choose = "(s => { s.value = '%s'; s.dispatchEvent(new Event('change')); })(document.querySelector('#bucket-state'))"
    for state, rows in (("8", [LOGS]), ("5", [LOGS]), ("4", [LOGS, THIS]), ("-4", [WEB]), ("", [LOGS, THIS, WEB])):
        page.run(choose % state)
        assert page.run(ROWS) == rows, state
    page.run("document.querySelector('#bucket-search').value = 'Envs/prod'")
    page.run("document.querySelector('#bucket-search').dispatchEvent(new Event('input'))")
    assert page.run(ROWS) == [THIS]
    assert page.run("document.querySelector('#buckets-shown').textContent") == "1 of 3 shown"


def test_a_cell_leads_to_its_finding(page: Page, tmp_path: Path) -> None:
    show(page, REPORT, tmp_path)
    page.run("document.querySelector('[data-filter=medium]').click()")
    assert "finding-2" not in page.run(SHOWN)
    page.run("document.querySelector('#matrix .medium a').click()")
    page.run("dispatchEvent(new HashChangeEvent('hashchange'))")
    assert "finding-2" in page.run(SHOWN) and page.run("document.querySelector('#finding-2').open") is True


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("report", [REPORT, hostile(), CLEAN], ids=["sample", "hostile", "clean"])
def test_nothing_is_wider_than_the_window(page: Page, report: Report, width: int, tmp_path: Path) -> None:
    page.call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
    show(page, report, tmp_path)
    assert page.run("document.documentElement.scrollWidth") <= width
    assert complaints(page) == []


CONTRAST = """
(() => {
  const parse = (c) => c.match(/[\\d.]+/g).map(Number);
  const shine = (c) => {
    const linear = (v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    const [r, g, b] = parse(c).map((v) => linear(v / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (e) => {
    for (; e; e = e.parentElement) {
      const c = getComputedStyle(e).backgroundColor;
      if (parse(c)[3] !== 0) return c;
    }
    return 'rgb(255, 255, 255)';
  };
  let worst = 99;
  document.querySelectorAll('details').forEach((d) => (d.open = true));
  for (const e of document.querySelectorAll('body *')) {
    if (e.tagName === 'SCRIPT' || ![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())) continue;
    const style = getComputedStyle(e);
    const [a, b] = [shine(e.closest('svg') ? style.fill : style.color), shine(behind(e))];
    worst = Math.min(worst, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05));
  }
  return worst;
})()
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read_in_light_and_dark(page: Page, scheme: str, tmp_path: Path) -> None:
    page.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    show(page, REPORT, tmp_path)
    dark = page.run("getComputedStyle(document.body).backgroundColor") != "rgb(255, 255, 255)"
    assert dark is (scheme == "dark")
    assert page.run(CONTRAST) >= 4.5  # WCAG AA


def test_attacks_stay_text(page: Page, tmp_path: Path) -> None:
    show(page, hostile(), tmp_path)
    assert page.run("document.scripts.length") == 1
    assert page.run("document.querySelectorAll('img, iframe, a[href^=javascript]').length") == 0
    assert page.run("document.body.textContent.includes('<script>alert(1)</script>')") is True
    assert complaints(page) == []
