"""What `s3lint explain` says: the catalogue, a check's page, or what stands for another tool's check."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Protocol

from s3lint.checks import Check, Profile, named
from s3lint.checks.analysis import AnalysisCode, analysis_named
from s3lint.checks.areas import AREAS
from s3lint.checks.catalogue import ALL, by_code
from s3lint.checks.pages import analysis_page, body, page, table
from s3lint.checks.peers import note_of, tool
from s3lint.checks.standards import tags
from s3lint.config import codes_of, of_profile
from s3lint.record import Struct, asdict
from s3lint.report.links import PAGES
from s3lint.report.terminal.prose import prose_lines
from s3lint.report.terminal.styled import Line, Piece, plain


class Explained(Protocol):
    """Something that is printed as text, Markdown or JSON."""

    def text(self, width: int) -> list[Line]:
        """For a person at a terminal."""

    def markdown(self) -> str:
        """For a page."""

    def json(self) -> str:
        """For a program."""


class Page:
    """One check's page."""

    def __init__(self, check: Check, note: Said | None = None) -> None:
        self._check = check
        self._note = note

    def text(self, width: int) -> list[Line]:
        """For a person at a terminal."""
        check = self._check
        head = f" ({check.severity.word}, {check.profile.word} profile)"
        note = [*prose_lines(self._note.text, width), ()] if self._note else []
        return [
            *note,
            (Piece(f"{check.code} {check.name}", "strong"), Piece(head)),
            (),
            *prose_lines(body(check), width),
        ]

    def markdown(self) -> str:
        """For a page."""
        return (f"{self._note.text}\n\n" if self._note else "") + page(self._check)

    def json(self) -> str:
        """One object."""
        return _dumped(_data(self._check))


class Listing:
    """Some checks in short, and what is to be said before them."""

    def __init__(self, checks: Sequence[Check], note: Said | None = None) -> None:
        self._checks = checks
        self._note = note

    def text(self, width: int) -> list[Line]:
        """For a person at a terminal."""
        note = prose_lines(self._note.text, width) if self._note else []
        instead = [(), plain("Instead:"), ()] if note and self._checks else []
        return [*note, *instead, *_listed(self._checks)]

    def markdown(self) -> str:
        """For a page."""
        rows = table(self._checks, PAGES)  # it is read outside of a checkout
        parts = [self._note.text if self._note else "", rows if self._checks else ""]
        return "\n\n".join(part for part in parts if part).rstrip() + "\n"

    def json(self) -> str:
        """A list, or an object for what is left out."""
        if self._note:
            return _dumped({**self._note.data, "instead": [check.code for check in self._checks]})
        return _dumped([_data(check) for check in self._checks])


class Analysis:
    """Codes of the analysis itself."""

    def __init__(self, codes: Sequence[AnalysisCode]) -> None:
        self._codes = codes

    def text(self, width: int) -> list[Line]:
        """For a person at a terminal."""
        lines: list[Line] = []
        for one in self._codes:
            lines += [(), plain(f"{one.code} {one.name}", "strong"), (), *prose_lines(one.body, width)]
        return lines[1:]

    def markdown(self) -> str:
        """For a page."""
        return "\n".join(analysis_page(one) for one in self._codes)

    def json(self) -> str:
        """An object for one, a list for several."""
        data = [asdict(one) for one in self._codes]
        return _dumped(data[0] if len(data) == 1 else data)


class Said(Struct, frozen=True):
    """What is to be said of another tool's id."""

    word: str
    verb: str
    why: str

    @property
    def text(self) -> str:
        """As Markdown."""
        owner = tool(self.word)
        return f"**{self.word}**{f' ({owner})' if owner else ''} {self.verb}. {self.why}"

    @property
    def data(self) -> dict[str, str]:
        """As data."""
        return {"id": self.word, "why": self.why}


def catalogue(profile: str | None = None) -> Explained:
    """All checks, or those of a profile, by area."""
    codes = of_profile(Profile[profile.upper()], ALL) if profile else {check.code for check in ALL}
    return Listing([check for check in ALL if check.code in codes])


def explained(word: str) -> Explained:
    """What a word names: a check, several that share an id, an area, a standard, or what is left out on purpose.

    Raises ConfigError where it names nothing.
    """
    checks, note = named(word), note_of(word)
    if len(checks) == 1:
        return Page(checks[0], Said(word, "differs in s3lint", note.why) if note else None)
    if checks:
        return Listing(checks)
    if note:
        known = by_code()
        return Listing(
            [known[code] for code in note.instead], Said(word, "has no check of its own in s3lint", note.why)
        )
    if found := analysis_named(word):
        return Analysis(found)
    codes = codes_of(word, ALL)
    return Listing([check for check in ALL if check.code in codes])


def _dumped(data: object) -> str:
    return json.dumps(data, indent=2, ensure_ascii=False)


def _listed(checks: Sequence[Check]) -> list[Line]:
    width = max((len(check.name) for check in checks), default=0)
    lines: list[Line] = []
    for digit, area in AREAS.items():
        inside = [check for check in checks if check.code[3] == digit]
        if inside:
            lines += [(), plain(area.title, "strong"), *(_line(check, width) for check in inside)]
    return lines[1:]


def _line(check: Check, width: int) -> Line:
    name = f"  {check.name:{width}}  {check.severity.word:8}  {check.profile.word:7}  {check.summary}"
    return (Piece("  "), Piece(check.code, "strong"), Piece(name))


def _data(check: Check) -> dict[str, Any]:
    return {
        "code": check.code,
        "name": check.name,
        "severity": check.severity.word,
        "profile": check.profile.word,
        "summary": check.summary,
        "page": page(check),
        "fix": check.fix,
        "terraform": check.terraform,
        "cloudformation": check.cloudformation,
        "aliases": list(check.aliases),
        "frameworks": list(tags(check)),
        "references": list(check.references),
        "since": check.since,
    }
