"""A case: a few small files that say in marks what is true of them on AWS."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from s3lint.checks import Finding
from s3lint.engine import Report
from s3lint.report import render
from tests.support.marks import SIDECAR, Mark, in_text, marks
from tests.support.verdicts import report

CASES = Path(__file__).parent
OUR_OWN = re.compile(r"[\ue000-\uf8ff]|\\u\{e|\\ue[0-9a-f]|fresh9|this expression")
OF_THE_RUN = "S3L9"  # codes that speak of the run and not of a resource


@dataclass(frozen=True)
class Case:
    """One file, or one folder with all that is read together."""

    name: str
    files: dict[str, bytes]
    marks: tuple[Mark, ...]

    @property
    def codes(self) -> list[str]:
        """The checks that the marks speak of: all others may say what they like."""
        return sorted({mark.code for mark in self.marks if not mark.code.startswith(OF_THE_RUN)})

    @property
    def in_each(self) -> bool:
        """Whether the marks speak of every environment that the files declare; else of the defaults."""
        return "environments" in self.name.split("/")

    def judged(self) -> Report:
        """What those checks say; never a character that only s3lint itself can read."""
        said = report(self.files, *self.codes, **({} if self.in_each else {"environment": ["defaults"]}))
        assert not OUR_OWN.search(render("json", said))
        return said

    def remarks(self) -> set[tuple[str, str, int]]:
        """What must be said of the run itself."""
        return {(mark.code, mark.path, mark.line) for mark in self.marks if mark.code.startswith(OF_THE_RUN)}

    def unmet(self, found: Iterable[Finding]) -> list[Mark]:
        """The marks that do not hold."""
        said = list(found)
        return [mark for mark in self.marks if mark.code in self.codes and not _is_met(mark, said)]

    def unmarked(self, found: Iterable[Finding]) -> list[Finding]:
        """What is said of the marked resources beside the marks."""
        said = list(found)
        holding = [finding for finding in said if any(mark.holds(finding) for mark in self.marks)]
        marked = {(*_about(finding), finding.verdict) for finding in holding}
        spoken_of = {_about(finding) for finding in holding}
        return [f for f in said if _about(f) in spoken_of and (*_about(f), f.verdict) not in marked]


def _is_met(mark: Mark, found: list[Finding]) -> bool:
    if mark.verdict == "none":
        return not any((finding.code, finding.resource) == (mark.code, mark.resource) for finding in found)
    if mark.verdict == "miss":  # a test that fails when it is found: then it is a `finding`
        return not any(mark._replace(verdict="fail").holds(finding) for finding in found)
    return any(mark.holds(finding) for finding in found)


def _about(finding: Finding) -> tuple[str, str, str]:
    return finding.root, finding.code, finding.resource


def cases(kind: str) -> list[Case]:
    """The cases in the folders of a kind."""
    return [load(path) for group in sorted((CASES / kind).iterdir()) for path in sorted(group.iterdir())]


def load(path: Path) -> Case:
    """The case in a file or in a folder."""
    name = path.relative_to(CASES).with_suffix("").as_posix()
    if path.is_file():
        data = path.read_bytes()
        return Case(name, {path.name: data}, tuple(in_text(path.name, data.decode())))
    files = [file for file in path.rglob("*") if file.is_file() and file.name != SIDECAR]
    return Case(name, {file.relative_to(path).as_posix(): file.read_bytes() for file in files}, tuple(marks(path)))
