"""What files say that s3lint must say of them: marks in comments, or in `expected.json` where a file can hold none.

A comment alone on its line speaks of the next line that is no comment. CONTRIBUTING.md lists the marks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from s3lint.checks import Finding

# `wrong` and `miss` are what s3lint does not get right yet: what it says and ought not to, and what it ought to say
VERDICTS = {"finding": "fail", "unknown": "unknown", "ok": "pass", "none": "none", "miss": "miss", "wrong": "wrong"}
WITH_MARKS = (".tf", ".tofu", ".yaml", ".yml")
SIDECAR = "expected.json"

_ONE = r"S3L\d{3}(?:@[^\s,]+)?"
_MARK = re.compile(rf"\b({'|'.join(VERDICTS)}): ({_ONE}(?:, {_ONE})*)")


class Mark(NamedTuple):
    """A verdict that is expected on a line; of one resource where it is named, else of some resource."""

    path: str
    line: int
    verdict: str  # fail, unknown, pass, none, miss, wrong
    code: str
    resource: str = ""

    def holds(self, finding: Finding) -> bool:
        """Whether this is the finding that the mark expects."""
        if self.code != finding.code or self.resource not in ("", finding.resource):
            return False
        if self.verdict == "wrong":
            return finding.verdict.value != "pass" and self.is_at(finding)
        if self.verdict != finding.verdict.value:
            return False
        # a pass is about the subject, whatever it rests on
        return self.is_at(finding) if self.verdict == "pass" else self._is_on(finding.location)

    def is_at(self, finding: Finding) -> bool:
        """Whether the mark is at what a finding points at, or at the header of its subject."""
        return any(self._is_on(place) for place in (finding.location, finding.subject) if place)

    def _is_on(self, place: Any) -> bool:
        return (self.path, self.line) == (place.path, place.line)


def marks(folder: Path, start: Path | None = None) -> list[Mark]:
    """Every mark of a folder's files. Their paths are relative to `start`, or to the folder."""
    found = []
    shown = folder.relative_to(start or folder)
    for path in sorted(folder.rglob("*")):
        if path.suffix in WITH_MARKS:
            found += in_text((shown / path.relative_to(folder)).as_posix(), path.read_text(encoding="utf-8"))
    for file, lines in sidecar(folder).items():
        for line, texts in lines.items() if isinstance(lines, dict) else ():
            for text in texts:
                found += parse((shown / file).as_posix(), int(line), text)
    return found


def in_text(path: str, text: str) -> list[Mark]:
    """The marks in the comments of one file."""
    return [mark for line, comment in _comments(text.splitlines()) for mark in parse(path, line, comment)]


def parse(path: str, line: int, text: str) -> list[Mark]:
    """The marks in one comment."""
    found = []
    for kind, codes in _MARK.findall(text):
        for code in codes.split(", "):
            code, _, resource = code.partition("@")
            found.append(Mark(path, line, VERDICTS[kind], code, resource))
    return found


def sidecar(folder: Path) -> dict[str, Any]:
    """What a folder's `expected.json` says, if there is one."""
    path = folder / SIDECAR
    answer: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return answer


def _comments(lines: Iterable[str]) -> list[tuple[int, str]]:
    """Comments with the line that they speak of."""
    found, waiting = [], []
    for number, line in enumerate(lines, 1):
        if line.lstrip().startswith("#"):
            waiting.append(line)
            continue
        found += [(number, text) for text in [*waiting, line.partition("#")[2]]]
        waiting = []
    return found
