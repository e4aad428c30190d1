"""The documentation site: every page has its place, and no page of it links out of the site by a path."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.places import ROOT

DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))


def places(nav: list[dict[str, Any]]) -> Iterator[str]:
    for entry in nav:
        for value in entry.values():
            if isinstance(value, str):
                yield value
            else:
                yield from places(value)


def test_every_page_has_a_place() -> None:
    nav = tomllib.loads((ROOT / "zensical.toml").read_text("utf-8"))["project"]["nav"]
    listed = list(places(nav))
    assert len(listed) == len(set(listed))
    checks = {path.relative_to(DOCS).as_posix() for path in PAGES if re.fullmatch(r"S3L\d+\.md", path.name)}
    assert set(listed) == {path.relative_to(DOCS).as_posix() for path in PAGES} - checks
    index = (DOCS / "checks" / "README.md").read_text("utf-8")
    assert all(f"]({Path(name).name})" in index for name in checks)
    start = (DOCS / "README.md").read_text("utf-8")
    assert [name for name in listed if name != "README.md" and f"]({name})" not in start] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(DOCS).as_posix())
def test_links_stay_inside_of_the_site(path: Path) -> None:
    text = re.sub(r"```.*?```", "", path.read_text("utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s#]+)[^)]*\)", text):
        if "://" not in target:
            assert (path.parent / target).resolve().is_relative_to(DOCS), f"{path.name} links to {target}"


@pytest.mark.process
@pytest.mark.oracle
def test_the_site_is_built_without_a_warning(tmp_path: Path) -> None:
    program = shutil.which("zensical", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if program is None:
        pytest.skip("zensical is not installed")
    shutil.copytree(DOCS, tmp_path / "docs")
    shutil.copy(ROOT / "zensical.toml", tmp_path)
    done = subprocess.run(
        [program, "build", "--strict", "--clean"], cwd=tmp_path, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "site" / "checks" / "S3L102" / "index.html").exists()
    loaded = re.compile(
        r"""<(?:script|img|iframe)[^>]+src=["']?(?:https?:)?//|<link[^>]+stylesheet[^>]+href=["']?http"""
    )
    for page in (tmp_path / "site").rglob("*.html"):
        assert not loaded.search(page.read_text("utf-8")), f"{page.name} loads something from elsewhere"
