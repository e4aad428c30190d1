"""What 0.1.0 wrote still matches: its baselines accept, its comments suppress, its fingerprints are the same.

tests/data/made-by-0.1.0/README.md says how the files were made. The trees of others are looked for in the folder of
checkouts that S3LINT_REPOSITORIES names.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from s3lint.checks import Outcome
from s3lint.engine import Report, Request
from s3lint.engine.run.analysis import analyse
from s3lint.findings.baseline import Entry, read
from s3lint.record import replace
from tests.support.places import DATA

MADE = DATA / "made-by-0.1.0"
TREES: dict[str, dict[str, Any]] = tomllib.loads((MADE / "trees.toml").read_text())
STALE, UNUSED, MALFORMED = "S3L904", "S3L903", {"S3L906", "S3L908", "S3L909"}


class Tree(NamedTuple):
    """What 0.1.0 judged, in a folder of its own: no repository around it gives its roots other names."""

    name: str
    folder: Path
    path: str

    def judged(self, **more: Any) -> Report:
        return analyse(
            Request(paths=(self.path,), cwd=self.folder, isolated=True, options={"profile": "audit"}, **more)
        ).report

    def with_comments(self, folder: Path) -> Tree:
        """A copy, with each comment above the line that 0.1.0 put it above."""
        shutil.copytree(self.folder, folder, symlinks=True)
        for path, comments in json.loads((MADE / f"{self.name}.comments.json").read_text()).items():
            lines = (folder / path).read_bytes().splitlines(keepends=True)
            for number, text in reversed(comments):
                lines.insert(number - 1, text.encode() + b"\n")
            (folder / path).write_bytes(b"".join(lines))
        return self._replace(folder=folder)


@pytest.fixture(params=TREES, scope="module")
def tree(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Tree:
    said = TREES[request.param]
    folder = tmp_path_factory.mktemp(request.param) / "tree"
    if "commit" not in said:
        shutil.copytree(MADE / request.param, folder / request.param)
        return Tree(request.param, folder, request.param)
    if "S3LINT_REPOSITORIES" not in os.environ:
        pytest.skip("S3LINT_REPOSITORIES names no folder of checkouts")
    checkout = Path(os.environ["S3LINT_REPOSITORIES"], request.param)
    asked = subprocess.run(["git", "-C", checkout, "rev-parse", "HEAD"], capture_output=True, text=True, check=False)
    if asked.stdout.strip() != said["commit"]:
        pytest.skip(f"no checkout of {said['repository']} at {said['commit']} in {checkout}")
    shutil.copytree(checkout, folder, symlinks=True, ignore=shutil.ignore_patterns(".git"))
    return Tree(request.param, folder, ".")


@pytest.fixture(scope="module")
def stale(tree: Tree) -> list[Entry]:
    """What the baseline accepts and is not found any more."""
    file = MADE / f"{tree.name}.baseline.json"
    at = {entry.line: entry for entry in read(file.read_text())}
    report = tree.judged(baseline=str(file), use_ignores=False)
    said = [diagnostic for diagnostic in report.diagnostics if diagnostic.code == STALE]
    return [at[diagnostic.location.line] for diagnostic in said if "no longer occurs" in diagnostic.message]


def rightly_changed(name: str, stale: Iterable[Entry]) -> set[Entry]:
    """The stale entries that are listed; what is listed and not stale is an error of the list."""
    found: set[Entry] = set()
    for change in TREES[name].get("changed", ()):
        keys = {key: change[key] for key in ("code", "root", "resource") if key in change}
        meant = {entry for entry in stale if all(getattr(entry, key) == value for key, value in keys.items())}
        assert change["why"] and keys and meant, f"no entry of {name} is changed as it is listed: {change}"
        found |= meant
    return found


def accepted(file: str) -> set[Entry]:
    path = MADE / file
    return {replace(entry, line=0) for entry in read(path.read_text())} if path.exists() else set()


def test_baselines_accept_what_they_accepted(tree: Tree, stale: list[Entry]) -> None:
    assert sorted(set(stale) - rightly_changed(tree.name, stale)) == []


def test_comments_cover_what_they_covered(tree: Tree, stale: list[Entry], tmp_path: Path) -> None:
    report = tree.with_comments(tmp_path / "tree").judged()
    gone = {entry.code for entry in rightly_changed(tree.name, stale)}
    for diagnostic in report.diagnostics:
        assert diagnostic.code not in MALFORMED, diagnostic
        assert diagnostic.code != UNUSED or set(re.findall(r"S3L\d{3}", diagnostic.message)) <= gone, diagnostic
    bare = {Entry.of(f) for f in report.findings if f.suppressed is None and f.verdict is not Outcome.PASS}
    covered = accepted(f"{tree.name}.baseline.json") - accepted(f"{tree.name}.left.json")
    assert sorted(bare & covered) == []


def test_fingerprints_are_the_same(tmp_path: Path) -> None:
    shutil.copytree(MADE / "fixtures", tmp_path / "fixtures")
    found: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
    for finding in Tree("fixtures", tmp_path, "fixtures").judged().findings:
        found[finding.root, finding.resource, finding.code].add(finding.fingerprint)
    for root, resource, code, fingerprint in json.loads((MADE / "fixtures.fingerprints.json").read_text()):
        same = found[root, resource, code]
        assert fingerprint in same or not same, (root, resource, code)  # what is gone, the baseline tells
