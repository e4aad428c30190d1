"""What `s3lint explain` says: the catalogue, a check's page, or what stands for another tool's check."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from s3lint.checks import Check, Profile, named
from s3lint.checks.catalogue import ALL, by_code
from s3lint.checks.pages import AREAS, body, page, table
from s3lint.checks.peers import Note, note_of, tool
from s3lint.checks.standards import tags
from s3lint.config import codes_of, of_profile
from s3lint.report.prose import prose_lines
from s3lint.report.styled import Line, Piece, plain


class Explained:
    """Checks, and what is to be said before them, to be printed as text, Markdown or JSON."""

    def __init__(self, checks: Sequence[Check], note: Note | None = None, *, word: str = "", whole: bool) -> None:
        self._checks = checks
        self._note = note
        self._word = word
        self._whole = whole  # one check's page rather than a list

    def text(self, width: int) -> list[Line]:
        """For a person at a terminal."""
        lines: list[Line] = []
        for line in self._said():
            lines += [*prose_lines(line, width), ()]
        if self._whole:
            (check,) = self._checks
            head = f" ({check.severity.word}, {check.profile.word} profile)"
            return [
                *lines,
                (Piece(f"{check.code} {check.name}", "strong"), Piece(head)),
                (),
                *prose_lines(body(check), width),
            ]
        return [*lines, *_listed(self._checks)]

    def markdown(self) -> str:
        """For a page."""
        shown = page(self._checks[0]) if self._whole else table(self._checks) if self._checks else ""
        return "\n\n".join([*self._said(), shown]).strip() + "\n"

    def json(self) -> str:
        """For a program: an object for one check, a list for several."""
        if self._note and not self._whole:
            said = {"id": self._word, "why": self._note.why, "instead": list(self._note.instead)}
            return json.dumps(said, indent=2, ensure_ascii=False)
        data = [_data(check) for check in self._checks]
        return json.dumps(data[0] if self._whole else data, indent=2, ensure_ascii=False)

    def _said(self) -> list[str]:
        if self._note is None:
            return []
        names = tool(self._word)
        title = f"**{self._word}**" + (f" ({names})" if names else "")
        verb = "is judged differently here" if self._whole else "has no check of its own here"
        instead = ["Instead:"] if self._checks and not self._whole else []
        return [f"{title} {verb}. {self._note.why}", *instead]


def catalogue(profile: str | None = None) -> Explained:
    """All checks, or those of a profile, by area."""
    codes = of_profile(Profile[profile.upper()], ALL) if profile else {check.code for check in ALL}
    return Explained([check for check in ALL if check.code in codes], whole=False)


def explained(word: str) -> Explained:
    """What a word names: a check, several that share an id, an area, a standard, or what is left out on purpose.

    Raises ConfigError where it names nothing.
    """
    checks, note = named(word), note_of(word)
    if checks:
        return Explained(checks, note if len(checks) == 1 else None, word=word, whole=len(checks) == 1)
    if note:
        known = by_code()
        return Explained([known[code] for code in note.instead], note, word=word, whole=False)
    codes = codes_of(word, ALL)
    if not codes:
        return Explained([], Note((word,), _ITSELF, ()), word=word, whole=False)
    return Explained([check for check in ALL if check.code in codes], whole=False)


_ITSELF = "The codes S3L900 to S3L999 are about the analysis itself: they name what could not be read or decided."


def _listed(checks: Sequence[Check]) -> list[Line]:
    width = max((len(check.name) for check in checks), default=0)
    lines: list[Line] = []
    for area, title in AREAS.items():
        inside = [check for check in checks if check.code[3] == area]
        if inside:
            lines += [(), plain(title, "strong"), *(_line(check, width) for check in inside)]
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
    }
