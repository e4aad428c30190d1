"""The page in a browser: what a cell of the matrix lists, and what a filter leaves."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from s3lint.fleet.report import html
from s3lint.fleet.report.summary import summary
from s3lint.fleet.store.database import Store
from tests.report.chromium import CHROMIUM, Page

pytestmark = [
    pytest.mark.process,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]
SHOWN = "[...document.querySelectorAll('#list tbody tr')].map((row) => row.cells[0].textContent).join(' ')"


@pytest.fixture(scope="module")
def page(organization: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    folder = tmp_path_factory.mktemp("page")
    file = folder / "fleet.html"
    file.write_text(html.render(summary(organization), organization), encoding="utf-8")
    with Page(folder / "profile") as opened:
        opened.open(file.as_uri())
        yield opened


def test_every_bucket_is_listed(page: Page) -> None:
    shown = page.run(SHOWN)
    for name in ("acme-central-logs", "acme-shop-uploads", "acme-site-assets", "acme-shop-replica"):
        assert name in shown


def test_who_is_exposed_stands_first(page: Page) -> None:
    assert page.run("document.querySelector('h2').textContent") == "Who is exposed"
    first = page.run("document.querySelector('.rows tbody tr').textContent")
    assert "aws_s3_bucket.assets" in first and "anyone" in first and "policies main.tf:23" in first


def test_a_cell_lists_its_buckets(page: Page) -> None:
    page.run('document.querySelector(\'a[data-account="222222222222"][data-column="0"]\').click()')
    assert page.run(SHOWN) == "aws_s3_bucket.assetsacme-site-assets"
    page.run("document.querySelector('#account').value = ''; document.querySelector('#state').value = ''")


def test_words_filter_the_lists(page: Page) -> None:
    script = (
        "(() => {{ const i = document.querySelector('{}'); i.value = '{}'; i.dispatchEvent(new Event('input')) }})()"
    )
    page.run(script.format("#find", "platform logs"))
    assert page.run(SHOWN) == "Logsacme-central-logs"
    page.run(script.format("#find-finding", "S3L103"))
    assert "policies" in page.run("document.querySelector('#found tbody').textContent")
