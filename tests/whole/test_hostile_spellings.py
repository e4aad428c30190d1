"""No bucket hides behind how its file is spelled, encoded or named: it is judged, or the file is named as not read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.forked import Prepared
from tests.whole.hostile_spellings import BESIDE, HCL, JUDGED, SAID, YAML, Files

pytestmark = pytest.mark.process


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """The report on a tree with a folder for each of them, and one for good files."""
    top = tmp_path_factory.mktemp("tree")
    files: Files = {**JUDGED, **SAID, "good": ("good.tf", HCL)}
    for number, (name, (file, text)) in enumerate(files.items()):
        folder = top / name
        folder.mkdir()
        # each bucket has a name of its own: two roots that name the same one have to do with each other
        own = text.replace("evil-bucket", f"evil{number}-bucket") if isinstance(text, str) else text
        (folder / file).write_bytes(own.encode() if isinstance(own, str) else own)
    for name, (file, text) in BESIDE.items():
        (top / name / file).write_text(str(text))
    (top / "good" / "good.yaml").write_text(YAML)
    prepared = Prepared()
    done = prepared.run(top, "check", ".", "--output-format", "json", "--select", "S3L102", "--jobs", "1")
    prepared.end()
    assert done.returncode == 3, done.stderr[-2000:]
    yield json.loads(done.stdout)


@pytest.mark.parametrize("name", sorted(JUDGED))
def test_is_judged(report: dict[str, Any], name: str) -> None:
    path = f"{name}/{JUDGED[name][0]}"
    assert path in {finding["path"] for finding in report["findings"]}, [
        d["message"] for d in report["diagnostics"] if d["path"].startswith(f"{name}/")
    ]


@pytest.mark.parametrize("name", sorted(SAID))
def test_is_named(report: dict[str, Any], name: str) -> None:
    path = f"{name}/{SAID[name][0]}"
    assert any(one["path"] == path and one["code"] != "S3L900" for one in report["diagnostics"])


@pytest.mark.parametrize("path", ["good/good.tf", "good/good.yaml"])
def test_their_neighbours_are_judged(report: dict[str, Any], path: str) -> None:
    assert path in {finding["path"] for finding in report["findings"]}


def test_none_is_a_mistake_of_s3lint(report: dict[str, Any]) -> None:
    assert [one for one in report["diagnostics"] if one["code"] == "S3L900"] == []


def test_no_name_begins_a_line_as_a_command(tmp_path: Path) -> None:
    (tmp_path / "::error::x.tf").write_text(HCL)
    prepared = Prepared()
    for form in ("concise", "full", "grouped"):
        done = prepared.run(tmp_path, "check", ".", "--output-format", form)
        assert b"\n::error" not in b"\n" + done.stdout
    assert b"\n::error" not in b"\n" + prepared.run(tmp_path, "check", ".", "--show-files").stdout
    prepared.end()
